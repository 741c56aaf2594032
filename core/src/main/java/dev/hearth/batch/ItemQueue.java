package dev.hearth.batch;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one batcher: tenants take turns by their weights, and of a tenant's items the one
 * with the earliest deadline goes first. Guarded by the scheduler's lock.
 *
 * <p>Turns are start-time fair queueing (Goyal, Vin, Cheng 1996) counted in rows: the tenant that
 * has been served least goes next, and one that comes back is not owed what it did not ask for.
 */
final class ItemQueue<I, O> {

  /** A tenant that was here so recently counts as active. */
  private static final long ACTIVE_NANOS = Duration.ofSeconds(1).toNanos();

  /** How many rows a tenant of weight 1 is owed that comes back. */
  private static final int CREDIT = 16;

  private final Map<String, TenantQueue<I, O>> tenants = new LinkedHashMap<>();
  private final Arrivals<I, O> arrivals = new Arrivals<>();
  private @Nullable TenantQueue<I, O> flooding;
  private int[] byBucket = new int[1];
  private double served;
  private int items;
  private int rows;

  int items() {
    return items;
  }

  int rows() {
    return rows;
  }

  void add(Item<I, O> item, long now) {
    TenantQueue<I, O> queue = tenants.get(item.from.tenant());
    if (queue == null) {
      forgetIdle(now);
      queue = new TenantQueue<>(item.from.tenant(), item.from.weight());
      tenants.put(item.from.tenant(), queue);
    }
    if (queue.isEmpty()) {
      queue.served = Math.max(queue.served, served - CREDIT);
    }
    queue.lastSeen = now;
    queue.add(item);
    arrivals.add(item, rows(item.bucket));
    count(item, 1);
  }

  /** Takes an item out, if it is in. */
  void remove(Item<I, O> item) {
    if (!item.gone) {
      take(item);
    }
  }

  /** Returns the item to go first, or null if none waits. */
  @Nullable Item<I, O> first() {
    TenantQueue<I, O> next = next(-1);
    return next == null ? null : next.first();
  }

  /** Returns the item of a shape to go first, or null if none waits. */
  @Nullable Item<I, O> first(int bucket) {
    TenantQueue<I, O> next = next(bucket);
    return next == null ? null : next.first(bucket);
  }

  /** Returns the item that has waited longest, or null if none waits. */
  @Nullable Item<I, O> oldest() {
    return arrivals.oldest();
  }

  /** Returns when the item came that has waited longest for a batch of one shape. */
  long oldestArrival(int bucket, long otherwise) {
    Item<I, O> oldest = arrivals.oldest(bucket);
    return oldest == null ? otherwise : oldest.arrived;
  }

  /** Returns how many rows of one shape wait. */
  int rows(int bucket) {
    return bucket < byBucket.length ? byBucket[bucket] : 0;
  }

  /** Returns how many rows of one tenant wait. */
  int rows(String tenant) {
    TenantQueue<I, O> queue = tenants.get(tenant);
    return queue == null ? 0 : queue.rows();
  }

  /** Takes the next item of a shape that has at most so many rows, or null if there is none. */
  @Nullable Item<I, O> poll(int bucket, int mostRows) {
    TenantQueue<I, O> next = next(bucket);
    Item<I, O> item = next == null ? null : next.first(bucket);
    if (next == null || item == null || item.rows > mostRows) {
      return null;
    }
    take(item);
    served = next.served;
    next.charge(item.rows);
    return item;
  }

  /** Takes the next item like {@link #poll}, but of one tenant. */
  @Nullable Item<I, O> poll(String tenant, int bucket, int mostRows) {
    TenantQueue<I, O> queue = tenants.get(tenant);
    Item<I, O> item = queue == null ? null : queue.first(bucket);
    if (queue == null || item == null || item.rows > mostRows) {
      return null;
    }
    take(item);
    served = Math.max(served, queue.served);
    queue.charge(item.rows);
    return item;
  }

  /**
   * Tells whether most of what waits is one tenant's while others are here too. What has begun goes
   * on until little of that tenant's waits.
   *
   * @param begins beyond how many rows of one tenant a flood begins; not asked for one tenant alone
   * @param ends down to how many it goes on
   */
  boolean isFlooded(IntSupplier begins, IntSupplier ends, long now) {
    if (tenants.size() < 2 || activeTenants(now) < 2) {
      flooding = null;
    } else if (flooding == null || !floods(flooding, ends.getAsInt())) {
      flooding = flooding(begins.getAsInt());
    }
    return flooding != null;
  }

  private @Nullable TenantQueue<I, O> flooding(int most) {
    for (TenantQueue<I, O> queue : tenants.values()) {
      if (floods(queue, most)) {
        return queue;
      }
    }
    return null;
  }

  private boolean floods(TenantQueue<I, O> queue, int most) {
    return 2 * queue.rows() > rows && queue.rows() > most;
  }

  private boolean isActive(TenantQueue<I, O> queue, long now) {
    return !queue.isEmpty() || now - queue.lastSeen <= ACTIVE_NANOS;
  }

  /** Returns how many tenants have been here lately. */
  int activeTenants(long now) {
    if (tenants.size() < 2) {
      return tenants.size();
    }
    int active = 0;
    for (TenantQueue<I, O> queue : tenants.values()) {
      active += isActive(queue, now) ? 1 : 0;
    }
    return active;
  }

  private @Nullable TenantQueue<I, O> next(int bucket) {
    @Nullable TenantQueue<I, O> next = null;
    for (TenantQueue<I, O> queue : tenants.values()) {
      boolean has = bucket < 0 ? !queue.isEmpty() : queue.first(bucket) != null;
      if (has && (next == null || queue.served < next.served)) {
        next = queue;
      }
    }
    return next;
  }

  private void take(Item<I, O> item) {
    TenantQueue<I, O> queue = tenants.get(item.from.tenant());
    if (queue != null) {
      queue.remove(item);
    }
    item.gone = true;
    count(item, -1);
  }

  private void count(Item<I, O> item, int sign) {
    if (item.bucket >= byBucket.length) {
      byBucket = Arrays.copyOf(byBucket, item.bucket + 1);
    }
    items += sign;
    rows += sign * item.rows;
    byBucket[item.bucket] += sign * item.rows;
  }

  /** Tenants are names that callers send: those that went away must not fill the memory. */
  private void forgetIdle(long now) {
    tenants.values().removeIf(queue -> queue.isEmpty() && now - queue.lastSeen > ACTIVE_NANOS);
  }
}
