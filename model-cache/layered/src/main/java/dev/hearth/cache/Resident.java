package dev.hearth.cache;

import dev.hearth.ModelRef;
import java.util.Comparator;
import java.util.concurrent.atomic.LongAdder;

/** A model in memory and what it is worth there. Safe for use by many threads. */
final class Resident<M> {

  /** The least worth first; of equals, the one that came first. */
  static final Comparator<Resident<?>> WORTH =
      Comparator.<Resident<?>>comparingDouble(Resident::worth)
          .thenComparingLong(resident -> resident.admission);

  private final ModelRef ref;
  private final M model;
  private final long size;
  private final double saving;
  private final long admission;
  private final LongAdder uses = new LongAdder();
  private volatile double floor;

  /** Makes one that was used once; a model of no bytes or cost counts as one of the least. */
  Resident(ModelRef ref, M model, long size, long costNanos, long admission, double floor) {
    this.ref = ref;
    this.model = model;
    this.size = size;
    this.saving = (double) Math.max(1, costNanos) / Math.max(1, size);
    this.admission = admission;
    this.floor = floor;
    uses.increment();
  }

  ModelRef ref() {
    return ref;
  }

  M model() {
    return model;
  }

  long size() {
    return size;
  }

  void use(double floorNow) {
    uses.increment();
    if (floor != floorNow) { // Most of the time it is the same, and reading shares the cache line.
      floor = floorNow;
    }
  }

  double worth() {
    return floor + uses.sum() * saving;
  }
}
