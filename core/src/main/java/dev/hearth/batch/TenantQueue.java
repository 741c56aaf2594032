package dev.hearth.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** What waits of one tenant, by shape, earliest deadline first. Guarded by the scheduler's lock. */
final class TenantQueue<I, O> {

  final String tenant;
  private final double weight;
  private final List<PriorityQueue<Item<I, O>>> buckets = new ArrayList<>();
  private int items;
  private int rows;

  /** How much the tenant has been served, by its weight. */
  double served;

  long lastSeen;

  TenantQueue(String tenant, double weight) {
    this.tenant = tenant;
    this.weight = weight;
  }

  void add(Item<I, O> item) {
    while (buckets.size() <= item.bucket) {
      buckets.add(new PriorityQueue<>());
    }
    buckets.get(item.bucket).add(item);
    items++;
    rows += item.rows;
  }

  boolean isEmpty() {
    return items == 0;
  }

  /** Returns the item to go first, of any shape. */
  @Nullable Item<I, O> first() {
    @Nullable Item<I, O> first = null;
    for (PriorityQueue<Item<I, O>> bucket : buckets) {
      Item<I, O> head = bucket.peek();
      if (head != null && (first == null || head.compareTo(first) < 0)) {
        first = head;
      }
    }
    return first;
  }

  @Nullable Item<I, O> first(int bucket) {
    return bucket < buckets.size() ? buckets.get(bucket).peek() : null;
  }

  int rows() {
    return rows;
  }

  void remove(Item<I, O> item) {
    if (buckets.get(item.bucket).remove(item)) {
      items--;
      rows -= item.rows;
    }
  }

  /** Counts rows as served. */
  void charge(int rows) {
    served += rows / weight;
  }
}
