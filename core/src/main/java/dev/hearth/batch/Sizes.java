package dev.hearth.batch;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Which sizes a batch may have, and which of them answers most items in the same time. */
final class Sizes {

  /** A larger batch has to be so much better; equal ones only make their first item later. */
  private static final double BETTER = 1.015;

  private static final double WORSE = 0.97;

  private static final double LEAN = 0.7;

  /** What has hardly been tried counts as so much better than expected, so that it is tried. */
  private static final double HOPE = 1.05;

  /** What a run may take beyond what it is expected to, where a deadline is near. */
  private static final double MARGIN = 1.1;

  private final int[] allowed;

  private Sizes(int[] allowed) {
    this.allowed = allowed;
  }

  /** Returns every size. */
  static Sizes any() {
    return new Sizes(new int[0]);
  }

  /** Returns some sizes only; what is less than the least of them goes as it is. */
  static Sizes of(int... allowed) {
    int[] sorted = allowed.clone();
    Arrays.sort(sorted);
    return new Sizes(sorted);
  }

  boolean isRestricted() {
    return allowed.length > 0;
  }

  /** Returns the largest allowed size up to a limit, or the limit if none is. */
  int floor(int limit) {
    int found = limit;
    for (int size : allowed) {
      if (size <= limit) {
        found = size;
      }
    }
    return found;
  }

  /**
   * Returns the size up to a limit that answers most rows in the same time: the least of those that
   * are about as good.
   */
  int best(CostCurve curve, int limit, long slackNanos) {
    int most = isRestricted() ? Math.max(allowed[0], reach(curve)) : reach(curve);
    int reach = floor(Math.max(1, Math.min(limit, most)));
    int best = 0;
    double bestRate = 0;
    boolean promising = true;
    for (int size = first(reach); size <= reach; size = next(size, reach)) {
      if (best > 0 && !fits(curve, size, slackNanos)) {
        break;
      }
      boolean known = curve.isKnown(size);
      double rate = rate(curve, size) * (known ? 1 : HOPE);
      if (best == 0 || ((known || promising) && rate > bestRate * BETTER)) {
        best = size;
        bestRate = rate;
      }
      // What is past its best seldom gets better again, so larger sizes are not tried for it.
      promising = known ? rate >= bestRate * WORSE : promising;
    }
    return best;
  }

  /**
   * Returns how many rows are answered in a nanosecond in batches of the best size up to a limit,
   * by what is known and, beyond that, by what it promises.
   */
  double promise(CostCurve curve, int limit) {
    int reach = floor(Math.max(1, limit));
    double best = 0;
    for (int size = first(reach); size <= reach; size = next(size, reach)) {
      best = Math.max(best, rate(curve, size));
    }
    return best;
  }

  /** Returns the least size up to a limit that answers rows at some rate, or the limit. */
  int enough(CostCurve curve, int limit, double perNano) {
    int reach = floor(Math.max(1, limit));
    int size = first(reach);
    while (size < reach && rate(curve, size) < perNano) {
      size = next(size, reach);
    }
    return size;
  }

  /**
   * Returns the least size up to a limit that is not much worse than the best: smaller batches
   * would save one deadline at the cost of the next ones.
   */
  int lean(CostCurve curve, int limit) {
    int best = best(curve, limit, Long.MAX_VALUE);
    double enough = LEAN * best / curve.nanos(best);
    int size = first(best);
    while (size < best && size / curve.nanos(size) < enough) {
      size = isRestricted() ? nextAllowed(size) : size + 1;
    }
    return size;
  }

  /** Tells whether a batch of a size is expected to end within some time. */
  boolean fits(CostCurve curve, int size, long slackNanos) {
    return slackNanos == Long.MAX_VALUE || !(MARGIN * curve.nanos(size) > slackNanos);
  }

  /** Tells whether a batch may have so many rows. */
  boolean allows(int size) {
    return floor(size) == size;
  }

  /** Sizes far beyond what has been run are no more than guesses. */
  private static int reach(CostCurve curve) {
    int largest = curve.largest();
    return largest > Integer.MAX_VALUE / 2 ? Integer.MAX_VALUE : 2 * largest;
  }

  private static double rate(CostCurve curve, int size) {
    double nanos = curve.nanos(size);
    return Double.isNaN(nanos) ? 0 : size / nanos;
  }

  private int first(int reach) {
    return isRestricted() ? Math.min(allowed[0], reach) : 1;
  }

  /** Returns the sizes that are worth telling apart, up to a limit, which is the last of them. */
  int[] steps(int limit) {
    if (isRestricted()) {
      int[] within = Arrays.stream(allowed).filter(size -> size <= limit).toArray();
      return within.length == 0 ? new int[] {limit} : within;
    }
    return IntStream.concat(
            IntStream.iterate(1, size -> size < limit && size > 0, size -> 2 * size),
            IntStream.of(limit))
        .toArray();
  }

  /** 1, 2, 3, 4, 6, 8, 12, 16 and so on, and the limit itself; or the next allowed size. */
  private int next(int size, int reach) {
    if (size >= reach) {
      return Integer.MAX_VALUE;
    }
    if (isRestricted()) {
      return nextAllowed(size);
    }
    int step = size < 4 ? 1 : Integer.highestOneBit(size) / 2;
    return Math.min(reach, size + step);
  }

  private int nextAllowed(int size) {
    for (int other : allowed) {
      if (other > size) {
        return other;
      }
    }
    return Integer.MAX_VALUE;
  }
}
