package dev.hearth.platform;

import dev.hearth.Bytes;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How much of the machine's memory this process takes at one moment. Immutable.
 *
 * @param total all of it, pages of mapped files included
 * @param anonymous what is of no file: heap, native allocations, stacks. The system can take back
 *     pages of a mapped file when memory runs short, but not these
 */
public record ResidentMemory(Bytes total, Bytes anonymous) {

  /**
   * Reads what the process takes now. Reads a small file.
   *
   * @return the amounts, or empty where there is no telling, as on other systems than Linux
   */
  public static Optional<ResidentMemory> current() {
    return in(Surroundings.here());
  }

  static Optional<ResidentMemory> in(Surroundings here) {
    KibibyteFields fields = KibibyteFields.of(here.text("proc/self/status").orElse(""));
    OptionalLong total = fields.get("VmRSS");
    if (total.isEmpty()) {
      return Optional.empty();
    }
    // Kernels before 4.5 and some sandboxes do not tell them apart; then all counts.
    long anonymous = fields.get("RssAnon").orElse(total.getAsLong());
    return Optional.of(new ResidentMemory(Bytes.of(total.getAsLong()), Bytes.of(anonymous)));
  }
}
