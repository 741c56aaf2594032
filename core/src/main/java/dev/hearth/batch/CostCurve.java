package dev.hearth.batch;

import java.util.Arrays;

/**
 * What batches cost by their size, learned from their runs. Between sizes that have been run the
 * cost is interpolated, beyond them a robust line goes on. Confined to its scheduler's lock.
 *
 * <p>A line alone would not do: past a size that depends on caches the cost of a row goes up again.
 */
final class CostCurve {

  private static final int CLASSES = 32;

  /** How much of the cost of the only known size is taken to be the same for every size. */
  private static final double FIXED_PART_UNKNOWN = 0.5;

  private final SizeClass[] classes = new SizeClass[CLASSES];
  private final int[] runsWhenLast = new int[CLASSES];
  private double[] rows = {};
  private double[] nanos = {};
  private int runs;
  private CostLine line = new CostLine(0, 0);

  void add(int size, long took, long now) {
    int index = classOf(size);
    if (classes[index] == null) {
      classes[index] = new SizeClass();
    }
    classes[index].add(size, Math.max(1, took), now);
    runs++;
    runsWhenLast[index] = runs;
    refit();
  }

  boolean isEmpty() {
    return rows.length == 0;
  }

  /** Tells whether batches about so large have been run often enough to know what they cost. */
  boolean isKnown(int size) {
    SizeClass known = classes[classOf(size)];
    return known != null && known.isKnown();
  }

  /** Returns how many batches have been run. */
  int runs() {
    return runs;
  }

  /** Returns how often batches about so large have been run. */
  int runs(int size) {
    SizeClass known = classes[classOf(size)];
    return known == null ? 0 : known.runs();
  }

  /** Returns how many batches have been run since one about so large; all if none was. */
  int runsSince(int size) {
    return runs - runsWhenLast[classOf(size)];
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
      if (known != null && (onlyKnown ? known.isKnown() : known.runs() > 0)) {
        sizes[count] = known.rows();
        costs[count++] = known.nanos();
      }
    }
    return count;
  }
}
