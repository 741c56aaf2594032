package dev.hearth.batch;

/**
 * How fast a batcher answers rows while more of them wait: what its processors do in fact, beside
 * everything else they have to do. Confined to its scheduler's lock.
 */
final class Service {

  private static final double KEPT = 15.0 / 16;

  private double nanos;
  private double rows;
  private long lastEnd;
  private boolean busy;

  /** Notes that a batch has ended, and whether as many rows are left waiting. */
  void ended(int size, boolean waiting, long now) {
    if (busy) {
      nanos = nanos * KEPT + (now - lastEnd);
      rows = rows * KEPT + size;
    }
    lastEnd = now;
    busy = waiting;
  }

  /** Returns how long a row took, in nanoseconds; not a number before any had to wait. */
  double perRowNanos() {
    return rows == 0 ? Double.NaN : nanos / rows;
  }
}
