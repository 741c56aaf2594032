package dev.hearth.batch;

/**
 * How fast a batcher answers rows while more of them wait: what its processors do in fact, beside
 * everything else they have to do. Confined to its scheduler's lock.
 */
final class Service {

  private static final double WEIGHT = 1.0 / 16;

  private double perRow = Double.NaN;
  private long lastEnd;
  private boolean busy;

  /** Notes that a batch has ended, and whether as many rows are left waiting. */
  void ended(int rows, boolean waiting, long now) {
    if (busy) {
      double seen = (double) (now - lastEnd) / rows;
      perRow = Double.isNaN(perRow) ? seen : perRow + (seen - perRow) * WEIGHT;
    }
    lastEnd = now;
    busy = waiting;
  }

  /** Returns how long a row took, in nanoseconds; not a number before any had to wait. */
  double perRowNanos() {
    return perRow;
  }
}
