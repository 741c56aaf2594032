package dev.hearth.batch;

import java.util.Arrays;

/** The middle of some numbers. */
final class Median {

  private Median() {}

  /** Returns the median of the first numbers, at least one; between two, their mean. */
  static double of(double[] values, int count) {
    double[] sorted = Arrays.copyOf(values, count);
    Arrays.sort(sorted);
    int middle = count / 2;
    return count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
