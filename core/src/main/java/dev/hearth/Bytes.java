package dev.hearth;

import java.util.Locale;

/**
 * An amount of memory or storage. Immutable.
 *
 * @param value the amount in bytes, not negative
 */
public record Bytes(long value) implements Comparable<Bytes> {

  private static final long KIBI = 1024;

  public Bytes {
    if (value < 0) {
      throw new IllegalArgumentException("bytes: " + value + " (expected: 0 or more)");
    }
  }

  /**
   * Returns an amount of bytes.
   *
   * @param value the amount in bytes, not negative
   * @return the amount
   */
  public static Bytes of(long value) {
    return new Bytes(value);
  }

  /**
   * Returns an amount given in mebibytes.
   *
   * @param count how many times 1,048,576 bytes, not negative
   * @return the amount
   * @throws ArithmeticException if the amount does not fit a {@code long}
   */
  public static Bytes mebibytes(long count) {
    return new Bytes(Math.multiplyExact(count, KIBI * KIBI));
  }

  /**
   * Returns an amount given in gibibytes.
   *
   * @param count how many times 1,073,741,824 bytes, not negative
   * @return the amount
   * @throws ArithmeticException if the amount does not fit a {@code long}
   */
  public static Bytes gibibytes(long count) {
    return new Bytes(Math.multiplyExact(count, KIBI * KIBI * KIBI));
  }

  @Override
  public int compareTo(Bytes other) {
    return Long.compare(value, other.value);
  }

  /** Returns the amount as people write it, for example {@code 90,387,606 bytes}. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%,d bytes", value);
  }
}
