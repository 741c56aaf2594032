package dev.hearth.platform;

import dev.hearth.Bytes;
import java.util.Optional;

/**
 * How much of the process's memory models may take. Immutable.
 *
 * <p>The rule: the {@linkplain MemoryLimit limit}, less what the process takes now without mapped
 * files ({@link ResidentMemory#anonymous}), less what the Java heap may still grow by, but of the
 * latter at most a quarter of the limit. A quarter is what a JVM takes for its heap unless it is
 * told otherwise; platforms that tell it otherwise, as Lambda does, give the heap nearly all there
 * is, which a function that keeps models outside the heap does not use.
 *
 * @param bytes what models may take, 0 if nothing is left
 * @param source how it comes about, in words: {@code Lambda's 512 MiB less 140 MiB in use and 90
 *     MiB for the heap to grow}
 */
public record MemoryBudget(Bytes bytes, String source) {

  private static final int HEAP_SHARE = 4;

  /**
   * Works the budget out for this moment. Reads a small file.
   *
   * @return the budget, or empty where the limit is not known
   */
  public static Optional<MemoryBudget> current() {
    Runtime jvm = Runtime.getRuntime();
    Bytes committed = Bytes.of(jvm.totalMemory());
    Bytes inUse = ResidentMemory.current().map(ResidentMemory::anonymous).orElse(committed);
    return MemoryLimit.current()
        .map(limit -> of(limit, inUse, Bytes.of(jvm.maxMemory() - committed.value())));
  }

  /**
   * Works a budget out.
   *
   * @param limit what the process may take
   * @param inUse what it takes already
   * @param growth what the heap may still grow by
   * @return the budget
   */
  static MemoryBudget of(MemoryLimit limit, Bytes inUse, Bytes growth) {
    long bytes = limit.bytes().value();
    Bytes reserve = Bytes.of(Math.min(growth.value(), bytes / HEAP_SHARE));
    return new MemoryBudget(
        Bytes.of(Math.max(0, bytes - inUse.value() - reserve.value())),
        limit.source()
            + " less "
            + MemoryLimit.mebibytes(inUse)
            + " in use and "
            + MemoryLimit.mebibytes(reserve)
            + " for the heap to grow");
  }
}
