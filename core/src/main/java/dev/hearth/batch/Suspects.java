package dev.hearth.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parts of batches that failed, on the way to the item that each failed by. Guarded by the
 * scheduler's lock.
 *
 * <p>A batch that fails is halved; each half is run again. If the first half succeeds the other one
 * is to blame, so it is halved without being run. Where failing is quick, as of input that is
 * refused, a half takes items along that are under no suspicion: its success is not wasted on half
 * a batch then, and its failure costs next to nothing.
 */
final class Suspects<I, O> {

  /** A failure after so small a part of the expected time costs little to repeat. */
  private static final double QUICK = 0.25;

  /** A part of a batch that failed. */
  static final class Group<I, O> {
    final List<Item<I, O>> items;
    final boolean quick;

    /** How many rows the batch had that failed; with other items it is made as large again. */
    final int company;

    private @Nullable Group<I, O> sibling;

    Group(List<Item<I, O>> items, boolean quick, int company) {
      this.items = items;
      this.quick = quick;
      this.company = company;
    }
  }

  private final Deque<Group<I, O>> groups = new ArrayDeque<>();

  boolean isEmpty() {
    return groups.isEmpty();
  }

  @Nullable Group<I, O> poll() {
    return groups.poll();
  }

  int rows() {
    int rows = 0;
    for (Group<I, O> group : groups) {
      for (Item<I, O> item : group.items) {
        rows += item.rows;
      }
    }
    return rows;
  }

  /** Halves items that failed together. */
  void failed(List<Item<I, O>> items, boolean quick, int company) {
    int half = (items.size() + 1) / 2;
    Group<I, O> first = new Group<>(new ArrayList<>(items.subList(0, half)), quick, company);
    groups.addFirst(first);
    if (half < items.size()) {
      Group<I, O> second =
          new Group<>(new ArrayList<>(items.subList(half, items.size())), quick, company);
      first.sibling = second;
      second.sibling = first;
      groups.addLast(second);
    }
  }

  /** Notes that a group is innocent, so its other half is to blame if it has yet to be run. */
  void succeeded(Group<I, O> group) {
    Group<I, O> other = group.sibling;
    if (other != null && other.items.size() > 1 && groups.remove(other)) {
      failed(other.items, other.quick, other.company);
    }
  }

  /** Takes an item out whose caller has left. */
  void remove(Item<I, O> item) {
    groups.forEach(group -> group.items.remove(item));
    groups.removeIf(group -> group.items.isEmpty());
  }

  /** Tells whether a run that failed was over so soon that failing again costs little. */
  static boolean isQuick(long tookNanos, double expectedNanos) {
    return tookNanos < QUICK * expectedNanos;
  }
}
