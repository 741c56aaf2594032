package dev.hearth.batch;

/**
 * Tells durations in messages.
 *
 * <p>Not by {@link String#format}: calls are turned away when the processors have least time, by
 * code that has never run before.
 */
final class Millis {

  private static final double NANOS_PER_HUNDREDTH = 1e4;
  private static final double HUNDREDTHS = 100;

  private Millis() {}

  /** Returns milliseconds to a hundredth, like {@code 12.34 ms}. */
  static String of(long nanos) {
    return Math.round(nanos / NANOS_PER_HUNDREDTH) / HUNDREDTHS + " ms";
  }
}
