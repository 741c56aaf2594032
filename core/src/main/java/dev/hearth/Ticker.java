package dev.hearth;

/**
 * A source of monotonic time.
 *
 * <p>Every wait, deadline and measurement of Hearth reads time through a ticker, so tests can turn
 * the clock by hand. Implementations are safe for use by many threads.
 */
@FunctionalInterface
public interface Ticker {

  /**
   * Returns the elapsed time of this ticker.
   *
   * @return nanoseconds since a fixed but arbitrary origin; only differences mean something
   */
  long nanos();

  /**
   * Returns the ticker that reads the machine's monotonic clock.
   *
   * @return the system ticker
   */
  static Ticker system() {
    return SystemTicker.INSTANCE;
  }
}
