package dev.hearth.batch;

import dev.hearth.Outcome;

/** One item on its way through a batcher. Guarded by the scheduler's lock. */
final class Item<I, O> implements Comparable<Item<?, ?>> {

  /** A deadline so far away that it is none. */
  static final long NO_DEADLINE = Long.MAX_VALUE / 2;

  final Submission<I, O> from;
  final I value;
  final int rows;
  final int bucket;
  final long arrived;
  final long deadline;
  private final int index;
  private final long order;
  boolean gone;

  Item(
      Submission<I, O> from,
      int index,
      I value,
      int rows,
      int bucket,
      long arrived,
      long deadline,
      long order) {
    this.from = from;
    this.index = index;
    this.value = value;
    this.rows = rows;
    this.bucket = bucket;
    this.arrived = arrived;
    this.deadline = deadline;
    this.order = order;
  }

  /** Gives the item its outcome; tells whether its call has all of them now. */
  boolean answer(Outcome<O> outcome) {
    return from.answer(index, outcome);
  }

  /** Earliest deadline first, then first come. */
  @Override
  public int compareTo(Item<?, ?> other) {
    int byDeadline = Long.compare(deadline, other.deadline);
    return byDeadline != 0 ? byDeadline : Long.compare(order, other.order);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
