package dev.hearth.batch;

/** How fast a mode was, by the times it was measured. Confined to its scheduler's lock. */
final class ModeTally {

  /** Measuring the same mode again gives a logarithm that differs by so much. */
  static final double NOISE = 0.25;

  /** A difference of so many times that much is no noise: things have changed. */
  private static final double CHANGED = 2.4;

  private static final int MEMORY = 8;

  /** What part of its weight a measurement keeps when another one is made, of any mode. */
  private static final double KEPT = 0.95;

  private double mean;
  private double weight;

  boolean isEmpty() {
    return weight == 0;
  }

  /** Returns the logarithm of how many rows it answered in a nanosecond. */
  double mean() {
    return mean;
  }

  /** Returns how much better it may be. */
  double doubt() {
    return NOISE / Math.sqrt(weight);
  }

  /** Tells whether it was measured so often that it is well known. */
  boolean isSettled() {
    return weight >= MEMORY / 2.0;
  }

  /** Tells whether something is too far from what is known to be by chance. */
  boolean isChange(double seen) {
    return !isEmpty() && Math.abs(seen - mean) > CHANGED * NOISE;
  }

  /** Takes everything to be faster by a logarithm. */
  void shift(double change) {
    mean += change;
  }

  void add(double seen) {
    if (isEmpty() || isChange(seen)) {
      mean = seen;
      weight = 1;
    } else {
      weight++;
      mean += (seen - mean) / Math.min(weight, MEMORY);
    }
  }

  void fade() {
    weight *= KEPT;
  }
}
