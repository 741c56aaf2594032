package dev.hearth.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * What a noisy machine allows to be said about repeated measurements.
 *
 * @param median the middle one, or the mean of the two middle ones
 * @param min the smallest
 * @param max the largest
 */
public record Spread(double median, double min, double max) {

  /**
   * Sums up samples.
   *
   * @param samples at least one measurement
   * @return their spread
   */
  public static Spread of(List<Double> samples) {
    if (samples.isEmpty()) {
      throw new IllegalArgumentException("samples: none (expected: at least 1)");
    }
    List<Double> sorted = new ArrayList<>(samples);
    Collections.sort(sorted);
    int middle = sorted.size() / 2;
    double median =
        sorted.size() % 2 == 1
            ? sorted.get(middle)
            : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1));
  }
}
