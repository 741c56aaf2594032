package dev.hearth.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which item has waited longest, of each shape: not the one to go first where deadlines differ.
 * Guarded by the scheduler's lock.
 */
final class Arrivals<I, O> {

  /** So many items that have gone are kept at least before they are looked for. */
  private static final int SOME = 16;

  private final List<Deque<Item<I, O>>> buckets = new ArrayList<>();

  /**
   * Notes that an item waits.
   *
   * @param waiting how many rows of its shape wait
   */
  void add(Item<I, O> item, int waiting) {
    while (buckets.size() <= item.bucket) {
      buckets.add(new ArrayDeque<>());
    }
    Deque<Item<I, O>> bucket = buckets.get(item.bucket);
    if (bucket.size() > SOME + 2 * waiting) {
      bucket.removeIf(other -> other.gone);
    }
    Item<I, O> oldest = oldest(item.bucket);
    if (oldest != null && item.arrived < oldest.arrived) {
      bucket.addFirst(item);
    } else {
      bucket.addLast(item);
    }
  }

  /** Returns the item of a shape that has waited longest, or null if none waits. */
  @Nullable Item<I, O> oldest(int shape) {
    if (shape >= buckets.size()) {
      return null;
    }
    Deque<Item<I, O>> bucket = buckets.get(shape);
    while (!bucket.isEmpty() && bucket.getFirst().gone) {
      bucket.removeFirst();
    }
    return bucket.peekFirst();
  }

  /** Returns the item that has waited longest, or null if none waits. */
  @Nullable Item<I, O> oldest() {
    @Nullable Item<I, O> oldest = null;
    for (int shape = 0; shape < buckets.size(); shape++) {
      Item<I, O> other = oldest(shape);
      if (other != null && (oldest == null || other.arrived < oldest.arrived)) {
        oldest = other;
      }
    }
    return oldest;
  }
}
