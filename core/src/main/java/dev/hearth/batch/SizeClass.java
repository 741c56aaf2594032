package dev.hearth.batch;

import java.time.Duration;

/**
 * The last runs of batches of similar size. Confined to its scheduler's lock.
 *
 * <p>What is typical is the median: what happens to a run now and then does not count, what happens
 * to half of them does.
 */
final class SizeClass {

  private static final int KEPT = 15;

  /** So many runs are needed to believe them. */
  private static final int TRIES = 3;

  /** What was run so long ago weighs no more than one of the runs that follow. */
  static final long OLD = Duration.ofSeconds(2).toNanos();

  private final double[] nanos = new double[KEPT];
  private final double[] rows = new double[KEPT];
  private int count;
  private int runs;
  private long lastAt;
  private boolean remembered;
  private double typicalNanos;
  private double typicalRows;

  void add(int size, long took, long now) {
    if (isKnown() && now - lastAt > OLD) {
      remember();
    }
    nanos[count % KEPT] = took;
    rows[count % KEPT] = size;
    count++;
    runs++;
    lastAt = now;
    typicalNanos = Median.of(nanos, Math.min(count, KEPT));
    typicalRows = Median.of(rows, Math.min(count, KEPT));
  }

  private void remember() {
    nanos[0] = typicalNanos;
    rows[0] = typicalRows;
    count = 1;
    remembered = true;
  }

  /** Returns how many runs there were. */
  int runs() {
    return runs;
  }

  double nanos() {
    return typicalNanos;
  }

  double rows() {
    return typicalRows;
  }

  /** Tells whether it was run so often that its cost is known. */
  boolean isKnown() {
    return count >= TRIES || remembered;
  }
}
