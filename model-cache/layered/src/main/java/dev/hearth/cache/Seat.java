package dev.hearth.cache;

import dev.hearth.spi.ModelSlot;
import java.util.concurrent.atomic.AtomicInteger;

/** A model's place in the memory layer. Safe for use by many threads. */
final class Seat {

  private final ModelSlot slot;

  /** How many are about to make known what the slot holds. */
  private final AtomicInteger callers = new AtomicInteger();

  /** How many loads are under way: more than one after one was given up. */
  private final AtomicInteger loads = new AtomicInteger();

  private volatile long beganNanos;
  private volatile long costNanos;

  Seat(ModelSlot slot) {
    this.slot = slot;
  }

  ModelSlot slot() {
    return slot;
  }

  AtomicInteger callers() {
    return callers;
  }

  AtomicInteger loads() {
    return loads;
  }

  /** Notes when that part of a load began that each load to come has, too. */
  void began(long nanos) {
    beganNanos = nanos;
  }

  /** Notes when a load ended. */
  void ended(long nanos) {
    costNanos = nanos - beganNanos;
  }

  /** Returns how long the last load took, without fetching what is on disk since. */
  long costNanos() {
    return costNanos;
  }
}
