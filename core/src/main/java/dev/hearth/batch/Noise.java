package dev.hearth.batch;

/**
 * By how much the logarithm of how fast a mode was differs when it is measured again. Where that is
 * little, modes that were a little worse need not be tried again. Confined to its scheduler's lock.
 */
final class Noise {

  /** What it is taken to be before it is known. */
  static final double USUAL = 0.25;

  private static final double LEAST = 0.1;
  private static final double MOST = 0.35;
  private static final double WEIGHT = 1.0 / 16;

  /** A standard deviation is so many times the mean of what single ones differ by. */
  private static final double OF_MEAN = Math.sqrt(Math.PI / 2);

  private double now = USUAL;

  void add(double difference) {
    now += (OF_MEAN * difference - now) * WEIGHT;
  }

  double now() {
    return Math.max(LEAST, Math.min(MOST, now));
  }
}
