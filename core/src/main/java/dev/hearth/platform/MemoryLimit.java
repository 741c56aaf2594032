package dev.hearth.platform;

import dev.hearth.Bytes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How much memory the platform gives to this process; what takes more is killed. Immutable.
 *
 * @param bytes the limit
 * @param source where it comes from, in words: {@code Lambda's 1769 MiB}
 */
public record MemoryLimit(Bytes bytes, String source) {

  private static final long KIBI = 1024;

  /**
   * Returns the limit of this process: what Lambda says it gives the function; elsewhere the least
   * of what the control groups around the process allow and what the machine has. Reads some small
   * files at the first call.
   *
   * @return the limit, or empty where there is no telling, as on other systems than Linux
   */
  public static Optional<MemoryLimit> current() {
    return Current.LIMIT;
  }

  static Optional<MemoryLimit> in(Surroundings here) {
    OptionalLong lambda = here.lambdaMebibytes();
    if (lambda.isPresent() && lambda.getAsLong() <= Long.MAX_VALUE / KIBI / KIBI) {
      Bytes bytes = Bytes.mebibytes(lambda.getAsLong());
      return Optional.of(new MemoryLimit(bytes, "Lambda's " + mebibytes(bytes)));
    }
    OptionalLong group = groups(here).stream().mapToLong(Long::longValue).min();
    OptionalLong machine = machine(here);
    if (group.isPresent() && group.getAsLong() < machine.orElse(Long.MAX_VALUE)) {
      Bytes bytes = Bytes.of(group.getAsLong());
      return Optional.of(new MemoryLimit(bytes, "the cgroup limit of " + mebibytes(bytes)));
    }
    return machine.isPresent() ? Optional.of(ofMachine(machine.getAsLong())) : Optional.empty();
  }

  private static MemoryLimit ofMachine(long total) {
    Bytes bytes = Bytes.of(total);
    return new MemoryLimit(bytes, "the machine's " + mebibytes(bytes));
  }

  /** Returns the limits of all groups; version 1 writes a huge number for none. */
  private static List<Long> groups(Surroundings here) {
    Cgroups groups = new Cgroups(here);
    List<Long> limits = new ArrayList<>();
    Stream.concat(
            files(groups.unified(), "memory.max"),
            files(groups.of("memory"), "memory.limit_in_bytes"))
        .flatMap(file -> Surroundings.text(file).stream())
        .map(Surroundings::number)
        .filter(limit -> limit.isPresent() && isLimit(limit.getAsLong()))
        .forEach(limit -> limits.add(limit.getAsLong()));
    return limits;
  }

  private static Stream<Path> files(List<Path> folders, String name) {
    return folders.stream().map(folder -> folder.resolve(name));
  }

  private static boolean isLimit(long bytes) {
    return bytes > 0 && bytes < Long.MAX_VALUE / 2;
  }

  private static OptionalLong machine(Surroundings here) {
    return KibibyteFields.of(here.text("proc/meminfo").orElse("")).get("MemTotal");
  }

  /** Returns an amount as the sources of limits and budgets write it, rounded to mebibytes. */
  static String mebibytes(Bytes bytes) {
    return Math.round(bytes.value() / (double) (KIBI * KIBI)) + " MiB";
  }

  private static final class Current {
    static final Optional<MemoryLimit> LIMIT = in(Surroundings.here());
  }
}
