package dev.hearth.batch;

/** How fast a mode was, by the times it was measured. Confined to its scheduler's lock. */
final class ModeTally {

  /** A difference of so many times what is usual is no noise: things have changed. */
  private static final double CHANGED = 2.4;

  private static final int MEMORY = 8;

  /** What part of its weight a measurement keeps when another one is made, of any mode. */
  private static final double KEPT = 0.95;

  /** Fewer measurements than that may all have been made in a bad moment. */
  private static final int FEW = 3;

  /** The first one may be off by so many times what is usual, the second by half of that. */
  private static final double CARE = 4;

  private double mean;
  private int count;
  private double weight;

  boolean isEmpty() {
    return weight == 0;
  }

  /** Returns the logarithm of how many rows it answered in a nanosecond. */
  double mean() {
    return mean;
  }

  /**
   * Returns how much better it may be.
   *
   * @param noise by how much a measurement differs from another one
   */
  double doubt(double noise) {
    return error(count < FEW ? CARE * Noise.USUAL / count : noise);
  }

  /** Returns how far off what is known is, if measurements differ by the noise. */
  double error(double noise) {
    return noise / Math.sqrt(weight);
  }

  /** Returns how far something is from what is known, as if much was. */
  double differs(double seen) {
    return Math.abs(seen - mean) / Math.sqrt(1 + 1 / weight);
  }

  /** Tells whether it was measured so often that it is well known. */
  boolean isSettled() {
    return weight >= MEMORY / 2.0;
  }

  /** Tells whether something is too far from what is known to be by chance. */
  boolean isChange(double seen) {
    return !isEmpty() && Math.abs(seen - mean) > CHANGED * Noise.USUAL;
  }

  /** Takes everything to be faster by a logarithm. */
  void shift(double change) {
    mean += change;
  }

  void add(double seen) {
    if (isEmpty() || isChange(seen)) {
      mean = seen;
      weight = 1;
      count = 1;
    } else {
      count++;
      weight++;
      mean += (seen - mean) / Math.min(weight, MEMORY);
    }
  }

  void fade() {
    weight *= KEPT;
  }
}
