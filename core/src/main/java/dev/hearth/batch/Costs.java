package dev.hearth.batch;

/** What batches of one shape cost: alone, and beside others. Confined to its scheduler's lock. */
final class Costs {

  private final CostCurve alone = new CostCurve();
  private final CostCurve beside = new CostCurve();

  CostCurve of(int parallel) {
    return parallel > 1 ? beside : alone;
  }

  /** Returns the curve that tells most of what rows cost: alone, if anything is known of that. */
  CostCurve any() {
    return alone.isEmpty() ? beside : alone;
  }

  /**
   * Returns how many times as fast one batch at a time is as so many beside each other, by the runs
   * of the largest size that is known of both; not a number if there is none.
   */
  private double narrower(int slots) {
    for (int size = Math.min(alone.largest(), beside.largest()); size > 0; size /= 2) {
      if (alone.isKnown(size) && beside.isKnown(size)) {
        return beside.nanos(size) / alone.nanos(size) / slots;
      }
    }
    return Double.NaN;
  }

  /**
   * Returns how many rows are answered in a nanosecond in batches of a size, by runs of about that
   * size, or by how one batch at a time compares with several; not a number if nothing is known.
   */
  double rate(int size, boolean wide, int slots) {
    double one = alone.isKnown(size) ? size / alone.nanos(size) : Double.NaN;
    double more = beside.isKnown(size) ? slots * size / beside.nanos(size) : Double.NaN;
    if (wide) {
      return Double.isNaN(more) && slots == 1 ? one : more;
    }
    return Double.isNaN(one) ? more * narrower(slots) : one;
  }

  /** Returns what so many rows take beside so many batches, as far as is known; 0 if nothing is. */
  double nanos(int rows, int parallel) {
    double known = of(parallel).nanos(rows);
    return Double.isNaN(known) ? leastNanos(rows) : known;
  }

  /** Returns what so many rows take at least, as far as is known; 0 if nothing is. */
  double leastNanos(int rows) {
    double one = alone.nanos(rows);
    double other = beside.nanos(rows);
    double least = Double.isNaN(one) ? other : Double.isNaN(other) ? one : Math.min(one, other);
    return Double.isNaN(least) ? 0 : least;
  }
}
