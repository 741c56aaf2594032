package dev.hearth.batch;

/** What batches of one shape cost: alone, and beside others. Confined to its scheduler's lock. */
final class Costs {

  private final CostCurve alone = new CostCurve();
  private final CostCurve beside = new CostCurve();

  CostCurve of(int parallel) {
    return parallel > 1 ? beside : alone;
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
