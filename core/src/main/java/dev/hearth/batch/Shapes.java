package dev.hearth.batch;

import java.util.ArrayList;
import java.util.List;

/**
 * Which items go well together, and what batches of them cost. Confined to its scheduler's lock,
 * but for {@link #rows} and {@link #bucket}.
 *
 * <p>Lengths up to 16 are one shape, then each doubling is another.
 */
final class Shapes<I> {

  private static final int MOST = 12;
  private static final int SMALLEST_BITS = 4;

  /** For the sake of another tenant a batch takes at most so many times as long as one row. */
  private static final double POLITE = 1.5;

  /** What takes so many times as long as one row is no more than any busy tenant's. */
  private static final double USUAL = 3;

  /** A batch counts as run beside others, or alone, if it was for such a part of its time. */
  private static final double BESIDE = 0.85;

  private static final double ALONE = 0.15;

  private final BatchSettings<I> settings;
  private final List<Costs> costs = new ArrayList<>();

  Shapes(BatchSettings<I> settings) {
    this.settings = settings;
  }

  int rows(I item) {
    return Math.max(1, settings.rows().applyAsInt(item));
  }

  int rows(List<I> items) {
    int rows = 0;
    for (I item : items) {
      rows += rows(item);
    }
    return rows;
  }

  int bucket(I item) {
    int length = settings.length().applyAsInt(item);
    if (length <= 0) {
      return 0;
    }
    int bits = Integer.SIZE - Integer.numberOfLeadingZeros(length - 1);
    return Math.min(MOST, Math.max(1, bits - SMALLEST_BITS + 1));
  }

  /** Returns the shape that items of several are padded to. */
  int bucket(List<I> items) {
    int most = 0;
    for (I item : items) {
      most = Math.max(most, bucket(item));
    }
    return most;
  }

  Costs costs(int bucket) {
    while (costs.size() <= bucket) {
      costs.add(new Costs());
    }
    return costs.get(bucket);
  }

  void learn(Batch<I, ?> batch, long now) {
    double part = (double) batch.besideOthersNanos / Math.max(1, batch.tookNanos());
    if (part >= BESIDE) {
      costs(batch.bucket).of(2).add(batch.rows, batch.tookNanos(), now);
    } else if (part <= ALONE) {
      costs(batch.bucket).of(1).add(batch.rows, batch.tookNanos(), now);
    }
  }

  /**
   * Returns what an answer to an item takes at least: a run of it alone, or where others wait too,
   * of the smallest batch that is worth a run.
   */
  double neededNanos(Item<I, ?> item, int waiting) {
    Costs known = costs(item.bucket);
    CostCurve curve = known.any();
    if (curve.isEmpty() || waiting <= item.rows) {
      return known.leastNanos(item.rows);
    }
    int most = Math.min(waiting, settings.maxRows());
    return known.leastNanos(Math.max(item.rows, settings.sizes().lean(curve, most)));
  }

  /** Returns how many rows a batch may have that is not to keep others waiting for long. */
  int politeRows(int bucket) {
    return rowsWithin(bucket, POLITE);
  }

  /** Returns how many rows of one tenant may wait before that keeps others waiting for long. */
  int usualRows(int bucket) {
    return rowsWithin(bucket, USUAL);
  }

  /** Returns how many rows of a batch take at most so many times as long as one. */
  private int rowsWithin(int bucket, double times) {
    Costs known = costs(bucket);
    double most = times * known.leastNanos(1);
    int rows = 1;
    while (rows < settings.maxRows() && known.leastNanos(rows + 1) <= most) {
      rows++;
    }
    return rows;
  }

  /**
   * Tells whether rows of one shape are cheaper in a batch of another, longer one, padding
   * included, than in batches of their own.
   */
  boolean joins(int shorter, int rows, int longer) {
    CostCurve own = costs(shorter).of(1);
    CostCurve other = costs(longer).of(1);
    if (own.isEmpty() || other.isEmpty()) {
      return false;
    }
    return other.line().perRowNanos() < own.nanos(rows) / rows;
  }
}
