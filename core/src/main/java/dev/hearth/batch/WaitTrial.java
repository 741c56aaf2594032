package dev.hearth.batch;

import java.time.Duration;

/**
 * Has a batch wait now and then although it does not seem to pay: how soon callers come back is
 * seen only while processors are free for them. Confined to its scheduler's lock.
 */
final class WaitTrial {

  private static final long FIRST = Duration.ofMillis(50).toNanos();
  private static final long LONGEST = Duration.ofSeconds(5).toNanos();

  private long pause = FIRST;
  private long next;
  private long until;
  private boolean begun;

  /**
   * Tells whether to wait for the sake of learning.
   *
   * @param budgetNanos how long at most: what a wait could save
   */
  boolean isOn(long now, long budgetNanos) {
    if (!begun) {
      begun = true;
      next = now;
    }
    if (now < until) {
      return true;
    }
    if (now < next) {
      return false;
    }
    until = now + budgetNanos;
    next = until + pause;
    pause = Math.min(LONGEST, 2 * pause);
    return true;
  }

  /** Notes that waiting pays after all. */
  void succeeded() {
    pause = FIRST;
  }
}
