package dev.hearth.testkit;

import dev.hearth.Ticker;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A clock that stands still until a test turns it. Safe for use by many threads.
 *
 * <p>It does not start at zero, so that code which takes zero for "never" is found out.
 */
public final class FakeTicker implements Ticker {

  private static final long START_NANOS = Duration.ofDays(1).toNanos();

  private final AtomicLong nanos = new AtomicLong(START_NANOS);

  /** Makes a clock that has not been turned. */
  public FakeTicker() {}

  @Override
  public long nanos() {
    return nanos.get();
  }

  /**
   * Turns the clock.
   *
   * @param duration how far, not negative
   * @return this clock
   */
  public FakeTicker advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("duration: " + duration + " (expected: not negative)");
    }
    nanos.addAndGet(duration.toNanos());
    return this;
  }

  /**
   * Returns how far the clock has been turned.
   *
   * @return the time since it was made
   */
  public Duration elapsed() {
    return Duration.ofNanos(nanos.get() - START_NANOS);
  }

  /** Returns how far the clock has been turned. */
  @Override
  public String toString() {
    return "FakeTicker[" + elapsed() + "]";
  }
}
