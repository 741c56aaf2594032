package dev.hearth.batch;

/**
 * How fast a batcher answers rows while more of them wait: what its processors do in fact, beside
 * everything else they have to do. Confined to its scheduler's lock.
 */
final class Service {

  private static final double KEPT = 15.0 / 16;

  /** What part of the time left may be planned with: less after each answer that was late. */
  private static final double LESS = 0.97;

  private static final double MORE = 0.002;
  private static final double LEAST = 0.5;

  private double nanos;
  private double rows;
  private long lastEnd;
  private boolean busy;
  private double plannable = 1;

  /** Notes that a batch has ended, and whether as many rows are left waiting. */
  void ended(int size, boolean waiting, long now) {
    if (busy) {
      nanos = nanos * KEPT + (now - lastEnd);
      rows = rows * KEPT + size;
    }
    lastEnd = now;
    busy = waiting;
  }

  /** Notes that an answer was late. */
  void late() {
    plannable = Math.max(LEAST, plannable * LESS);
  }

  /** Notes that answers were in time. */
  void inTime() {
    plannable = Math.min(1, plannable + MORE);
  }

  /**
   * Returns what part of the time until its deadline a call may be expected to take. Where it is
   * all of it, whatever takes longer than expected leaves batches to be made smaller for the sake
   * of their deadlines, which takes longer still.
   */
  double plannable() {
    return plannable;
  }

  /** Returns how long a row took, in nanoseconds; not a number before any had to wait. */
  double perRowNanos() {
    return rows == 0 ? Double.NaN : nanos / rows;
  }
}
