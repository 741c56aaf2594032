package dev.hearth.platform;

import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How much processor time the platform gives to this process. Immutable.
 *
 * <p>A process may see more processors than it gets: threads that together use more than its share
 * are stopped until the next period begins.
 *
 * @param processors the share, in processors, more than 0: {@code 0.5} is half of one
 * @param available how many processors threads can run on at the same time, at least 1
 */
public record CpuShare(double processors, int available) {

  /** A Lambda function gets a processor for each so many mebibytes, by AWS's documentation. */
  private static final double LAMBDA_MEBIBYTES = 1769;

  /** Makes a share. */
  public CpuShare {
    if (!(processors > 0) || available < 1) {
      throw new IllegalArgumentException(
          "processors: "
              + processors
              + " of "
              + available
              + " (expected: more than 0 of 1 or more)");
    }
    processors = Math.min(processors, available);
  }

  /**
   * Returns the share of this process: on Lambda by the function's memory; elsewhere the least that
   * the control groups around the process allow; else all processors there are. Reads some small
   * files at the first call.
   *
   * @return the share
   */
  public static CpuShare current() {
    return Current.SHARE;
  }

  /**
   * Returns how many threads can compute at the same time without being stopped: the share,
   * rounded.
   *
   * @return the number, at least 1 and at most {@link #available}
   */
  public int threads() {
    return (int) Math.max(1, Math.min(available, Math.round(processors)));
  }

  static CpuShare in(Surroundings here) {
    int available = Math.max(1, here.processors());
    OptionalLong lambda = here.lambdaMebibytes();
    if (lambda.isPresent()) {
      return new CpuShare(lambda.getAsLong() / LAMBDA_MEBIBYTES, available);
    }
    Cgroups groups = new Cgroups(here);
    double share =
        Stream.concat(
                groups.unified().stream().map(CpuShare::ofUnified),
                groups.of("cpu").stream().map(CpuShare::ofVersion1))
            .flatMapToDouble(OptionalDouble::stream)
            .min()
            .orElse(available);
    return new CpuShare(share, available);
  }

  /** Reads {@code 150000 100000}, quota and period, or {@code max 100000}. */
  private static OptionalDouble ofUnified(Path group) {
    String[] words = Surroundings.text(group.resolve("cpu.max")).orElse("").strip().split(" ", -1);
    return words.length == 2 ? ratio(words[0], words[1]) : OptionalDouble.empty();
  }

  private static OptionalDouble ofVersion1(Path group) {
    return ratio(
        Surroundings.text(group.resolve("cpu.cfs_quota_us")).orElse(""),
        Surroundings.text(group.resolve("cpu.cfs_period_us")).orElse(""));
  }

  private static OptionalDouble ratio(String quota, String period) {
    OptionalLong microseconds = Surroundings.number(quota);
    OptionalLong of = Surroundings.number(period);
    return microseconds.orElse(-1) > 0 && of.orElse(-1) > 0
        ? OptionalDouble.of((double) microseconds.getAsLong() / of.getAsLong())
        : OptionalDouble.empty();
  }

  private static final class Current {
    static final CpuShare SHARE = in(Surroundings.here());
  }
}
