package dev.hearth.batch;

/**
 * What a batch costs by its size: {@code t(b) = a b + c}. Immutable.
 *
 * @param perRowNanos a, what each row adds, 0 or more
 * @param fixedNanos c, what a batch costs whatever its size, 0 or more
 */
public record CostLine(double perRowNanos, double fixedNanos) {

  /**
   * Fits a line to points by Theil's and Sen's method: the median of the slopes between all pairs,
   * then the median of what is left, so that a few outliers move neither.
   *
   * @param rows the sizes, at least one
   * @param nanos what a batch of each size took
   * @return the line; through the origin where all sizes are the same
   */
  static CostLine through(double[] rows, double[] nanos) {
    double slope = Math.max(0, slope(rows, nanos));
    double[] rests = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      rests[i] = nanos[i] - slope * rows[i];
    }
    return new CostLine(slope, Math.max(0, Median.of(rests, rests.length)));
  }

  private static double slope(double[] rows, double[] nanos) {
    double[] slopes = new double[rows.length * (rows.length - 1) / 2];
    int count = 0;
    for (int i = 0; i < rows.length; i++) {
      for (int j = i + 1; j < rows.length; j++) {
        if (rows[i] != rows[j]) {
          slopes[count++] = (nanos[j] - nanos[i]) / (rows[j] - rows[i]);
        }
      }
    }
    return count == 0 ? nanos[0] / rows[0] : Median.of(slopes, count);
  }
}
