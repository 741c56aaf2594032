package dev.hearth.batch;

import java.time.Duration;
import java.util.Arrays;

/**
 * What batches cost by their size, learned from their runs. Between sizes that have been run the
 * cost is interpolated, beyond them a robust line goes on. Confined to its scheduler's lock.
 *
 * <p>A line alone would not do: past a size that depends on caches the cost of a row goes up again.
 */
final class CostCurve {

  /** How long a curve is believed at first, and at most, without a run to confirm it. */
  private static final long FIRST = Duration.ofMillis(500).toNanos();

  private static final long LONGEST = Duration.ofSeconds(60).toNanos();

  /** What has been tried again in vain is believed so many times as long. */
  private static final int TIMES = 4;

  private static final int CLASSES = 32;

  /** So many runs are needed to believe what is only remembered. */
  private static final int TRIES = 3;

  /** How much of the cost of the only known size is taken to be the same for every size. */
  private static final double FIXED_PART_UNKNOWN = 0.5;

  private final SizeClass[] classes = new SizeClass[CLASSES];
  private double[] rows = {};
  private double[] nanos = {};
  private CostLine line = new CostLine(0, 0);
  private long lastAt;
  private long believedFor = FIRST;
  private int wanted;

  void add(int size, long took, long now) {
    int index = classOf(size);
    if (classes[index] == null) {
      classes[index] = new SizeClass();
    }
    classes[index].add(size, Math.max(1, took), now);
    lastAt = now;
    wanted = Math.max(0, wanted - 1);
    forgetStale(now);
    refit();
  }

  boolean isEmpty() {
    return rows.length == 0;
  }

  /** Tells whether so little is known of a size, or from so long ago, that runs are wanted. */
  boolean isWanted(int size, long now) {
    if (rows.length < 2 && runs(size) < TRIES) {
      return true;
    }
    if (wanted == 0 && now - lastAt > believedFor) {
      wanted = TRIES;
      believedFor = Math.min(LONGEST, TIMES * believedFor);
      for (SizeClass known : classes) {
        if (known != null) {
          known.remember();
        }
      }
    }
    return wanted > 0;
  }

  /** Tells whether batches about so large have been run often enough to know what they cost. */
  boolean isKnown(int size) {
    SizeClass known = classes[classOf(size)];
    return known != null && known.isKnown();
  }

  /** Returns how often batches about so large have been run lately. */
  int runs(int size) {
    SizeClass known = classes[classOf(size)];
    return known == null ? 0 : known.count();
  }

  /** Returns the largest size about which something is known, 0 if there is none. */
  int largest() {
    return rows.length == 0 ? 0 : largestOf(classOf((int) rows[rows.length - 1]));
  }

  private static int largestOf(int index) {
    return index >= Integer.SIZE - 1 ? Integer.MAX_VALUE : 1 << index;
  }

  CostLine line() {
    return line;
  }

  /** Returns what a batch is expected to take in nanoseconds; not a number if nothing was run. */
  double nanos(int size) {
    int last = rows.length - 1;
    if (last < 0) {
      return Double.NaN;
    }
    if (last == 0) {
      double part = size / rows[0];
      return nanos[0] * (FIXED_PART_UNKNOWN + (1 - FIXED_PART_UNKNOWN) * part);
    }
    if (size >= rows[last]) {
      return nanos[last] + line.perRowNanos() * (size - rows[last]);
    }
    if (size <= rows[0]) {
      double cheapest = nanos[0] * size / rows[0];
      return Math.max(cheapest, nanos[0] - line.perRowNanos() * (rows[0] - size));
    }
    return interpolated(size);
  }

  private double interpolated(int size) {
    int right = 1;
    while (rows[right] < size) {
      right++;
    }
    double part = (size - rows[right - 1]) / (rows[right] - rows[right - 1]);
    return nanos[right - 1] + part * (nanos[right] - nanos[right - 1]);
  }

  /** 1, 2, 3 to 4, 5 to 8, and so on. */
  private static int classOf(int size) {
    return size <= 1 ? 0 : Integer.SIZE - Integer.numberOfLeadingZeros(size - 1);
  }

  /**
   * What was measured long ago may be wrong by now; without it the size is tried again. The least
   * size stays until there is another to tell what a row adds.
   */
  private void forgetStale(long now) {
    int fresh = 0;
    for (SizeClass known : classes) {
      fresh += known != null && known.isKnown() && !known.isStale(now) ? 1 : 0;
    }
    for (int i = 0; i < CLASSES; i++) {
      SizeClass known = classes[i];
      boolean needed = fresh == 0 || (fresh == 1 && i == 0);
      if (known != null && known.count() > 0 && !needed && known.isStale(now)) {
        known.forget();
      }
    }
  }

  /** Sizes with few runs are left to what the others promise, so that they are tried again. */
  private void refit() {
    double[] sizes = new double[CLASSES];
    double[] costs = new double[CLASSES];
    int count = fill(sizes, costs, true);
    if (count == 0) {
      count = fill(sizes, costs, false);
    }
    rows = Arrays.copyOf(sizes, count);
    nanos = Arrays.copyOf(costs, count);
    line = CostLine.through(rows, nanos);
  }

  private int fill(double[] sizes, double[] costs, boolean onlyKnown) {
    int count = 0;
    for (SizeClass known : classes) {
      if (known != null && (onlyKnown ? known.isKnown() : known.count() > 0)) {
        sizes[count] = known.rows();
        costs[count++] = known.nanos();
      }
    }
    return count;
  }
}
