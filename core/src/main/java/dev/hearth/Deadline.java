package dev.hearth;

import java.time.Duration;

/**
 * The moment by which an answer is wanted. Immutable and safe for use by many threads.
 *
 * <p>A deadline travels with a call through every layer. Each layer that waits asks it how long it
 * may, and each layer that is about to begin something long asks whether that still makes sense.
 */
public final class Deadline {

  /** The longest time kept for the way back, in milliseconds: {@value}. */
  public static final int MAX_REPLY_MARGIN_MILLIS = 500;

  /** What part of a call's time is kept for the way back where that is less. */
  private static final int REPLY_MARGIN_PART = 10;

  private static final Deadline NONE = new Deadline(Ticker.system(), Long.MAX_VALUE, 0);

  private final Ticker ticker;
  private final long budgetNanos;
  private final long startNanos;

  private Deadline(Ticker ticker, long budgetNanos, long startNanos) {
    this.ticker = ticker;
    this.budgetNanos = budgetNanos;
    this.startNanos = startNanos;
  }

  /**
   * Returns the deadline that never passes.
   *
   * @return no deadline
   */
  public static Deadline none() {
    return NONE;
  }

  /**
   * Returns a deadline on the system's clock.
   *
   * @param budget the time from now; zero or less gives a deadline that has passed
   * @return the deadline
   */
  public static Deadline after(Duration budget) {
    return after(budget, Ticker.system());
  }

  /**
   * Returns a deadline on a given clock.
   *
   * @param budget the time from now; zero or less gives a deadline that has passed
   * @param ticker the clock the deadline is read on
   * @return the deadline
   */
  public static Deadline after(Duration budget, Ticker ticker) {
    long nanos = budget.isNegative() ? 0 : saturatedNanos(budget);
    return nanos == Long.MAX_VALUE ? NONE : new Deadline(ticker, nanos, ticker.nanos());
  }

  /**
   * Returns the deadline of a call that a platform ends by itself after some time: that time, less
   * a tenth of it or {@value #MAX_REPLY_MARGIN_MILLIS} ms for the way back, whichever is less.
   *
   * @param remaining how long the platform waits from now
   * @return the deadline
   */
  public static Deadline ofCall(Duration remaining) {
    long millis = remaining.toMillis();
    long margin = Math.min(MAX_REPLY_MARGIN_MILLIS, millis / REPLY_MARGIN_PART);
    return after(Duration.ofMillis(millis - margin));
  }

  /**
   * Tells whether this is the deadline that never passes.
   *
   * @return whether there is no deadline
   */
  public boolean isNone() {
    return budgetNanos == Long.MAX_VALUE;
  }

  /**
   * Tells whether the deadline has passed.
   *
   * @return whether no time is left
   */
  public boolean passed() {
    return remainingNanos() == 0;
  }

  /**
   * Returns the time left.
   *
   * @return the time left in nanoseconds, never negative; {@link Long#MAX_VALUE} if there is no
   *     deadline
   */
  public long remainingNanos() {
    return isNone() ? Long.MAX_VALUE : Math.max(0, budgetNanos - elapsedNanos());
  }

  /**
   * Returns the time left.
   *
   * @return the time left, never negative
   */
  public Duration remaining() {
    return Duration.ofNanos(remainingNanos());
  }

  /**
   * Returns the time that was given when the deadline was made.
   *
   * @return the whole budget
   */
  public Duration budget() {
    return Duration.ofNanos(budgetNanos);
  }

  /**
   * Fails if the deadline has passed.
   *
   * @param what what is about to be done or was waited for, for the message
   * @throws DeadlineExceededException if the deadline has passed
   */
  public void check(String what) {
    if (passed()) {
      throw exceeded(what);
    }
  }

  /**
   * Makes the exception that says this deadline passed.
   *
   * @param what what was being done or waited for
   * @return the exception, to be thrown by the caller
   */
  public DeadlineExceededException exceeded(String what) {
    return new DeadlineExceededException(
        "deadline passed while "
            + what
            + " (budget "
            + millis(budgetNanos)
            + ", used "
            + millis(elapsedNanos())
            + "); give the call more time or make less of it");
  }

  /** Returns budget and time left. */
  @Override
  public String toString() {
    return isNone()
        ? "no deadline"
        : "deadline in " + millis(remainingNanos()) + " of " + millis(budgetNanos);
  }

  private long elapsedNanos() {
    return Math.max(0, ticker.nanos() - startNanos);
  }

  private static String millis(long nanos) {
    return nanos / 1_000_000 + " ms";
  }

  private static long saturatedNanos(Duration duration) {
    return duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) >= 0
        ? Long.MAX_VALUE
        : duration.toNanos();
  }
}
