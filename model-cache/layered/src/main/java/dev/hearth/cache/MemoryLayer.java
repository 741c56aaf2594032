package dev.hearth.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.hearth.Bytes;
import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.Lease;
import dev.hearth.Model;
import dev.hearth.ModelRef;
import dev.hearth.spi.ModelSlot;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.LoggerFactory;

/**
 * Keeps loaded models, as many as fit a limit in bytes.
 *
 * <p>The slots hold the models and count the leases; Caffeine knows which of them were used longest
 * ago, and those make room for a newcomer. Caffeine does not limit them itself: it would turn away
 * a newcomer that is used less often than the others, so that every call loads it again.
 *
 * <p>A model is made known to Caffeine while its first lease is held, so it cannot be closed before
 * it was used once, however small the limit.
 */
final class MemoryLayer {

  private static final Duration NEVER = Duration.ofNanos(Long.MAX_VALUE);

  /** A model's slot, and how many callers are about to make known what it holds. */
  private record Seat(ModelSlot slot, AtomicInteger callers) {}

  private final Bytes limit;
  private final Function<ModelRef, ModelSlot> newSlot;
  private final Map<ModelRef, Seat> seats = new ConcurrentHashMap<>();

  /** What is loaded, in the order of use. Room is made and taken in one step under its monitor. */
  private final Cache<ModelRef, Model> resident;

  private volatile boolean closed;

  MemoryLayer(Bytes limit, Function<ModelRef, ModelSlot> newSlot) {
    this.limit = limit;
    this.newSlot = newSlot;
    this.resident = Caffeine.newBuilder().expireAfterAccess(NEVER).executor(Runnable::run).build();
  }

  Lease<Model> acquire(ModelRef ref, Deadline deadline) {
    Seat seat = seat(ref);
    seat.callers().incrementAndGet();
    boolean leased = false;
    try {
      Lease<Model> lease = seat.slot().acquire(deadline);
      if (resident.getIfPresent(ref) != lease.get()) {
        admit(ref, lease.get());
      }
      if (closed) {
        evict(ref); // Closed with its last lease.
      }
      leased = true;
      return lease;
    } finally {
      seat.callers().decrementAndGet();
      if (!leased) {
        landed(ref); // The load may have ended just when this caller lost patience.
      }
    }
  }

  /** Takes note of a model that was loaded when its callers had left. */
  void landed(ModelRef ref) {
    Seat seat = seat(ref);
    if (seat.callers().get() > 0) {
      return; // They do it, holding a lease.
    }
    if (closed) {
      evict(ref);
    } else {
      seat.slot().peek().filter(model -> isNew(ref, model)).ifPresent(model -> admit(ref, model));
    }
  }

  /** Loads a version and puts it in the place of another, which answers until then. */
  void replace(ModelRef old, ModelRef now, Runnable loaded) {
    try (Lease<Model> lease = seat(now).slot().acquire(Deadline.none())) {
      loaded.run();
      evict(old);
      admit(now, lease.get());
    }
  }

  void evict(ModelRef ref) {
    emptySlot(ref);
    resident.invalidate(ref);
  }

  /** Lets go of all models, also of those that loads under way will bring. */
  void close() {
    closed = true;
    seats.keySet().forEach(this::evict);
  }

  boolean isClosed() {
    return closed;
  }

  /** Refuses a model that could never stay. */
  void requireFits(ModelRef ref, Bytes size) {
    if (size.compareTo(limit) > 0) {
      throw new ConfigurationException(
          "model '"
              + ref
              + "': "
              + size
              + " (expected: at most "
              + limit
              + ", the limit of the memory layer); raise the limit or take a smaller variant");
    }
  }

  private Seat seat(ModelRef ref) {
    return seats.computeIfAbsent(ref, key -> new Seat(newSlot.apply(key), new AtomicInteger()));
  }

  /** Tells whether a model is to be admitted yet; does not count as a use. */
  private boolean isNew(ModelRef ref, Model model) {
    return resident.policy().getIfPresentQuietly(ref) != model;
  }

  private void admit(ModelRef ref, Model model) {
    Map<ModelRef, Model> leaving;
    synchronized (resident) {
      leaving = makeRoom(ref, model.size());
      resident.put(ref, model);
    }
    leaving.forEach(this::empty);
    if (seat(ref).slot().peek().orElse(null) != model) {
      resident.asMap().remove(ref, model); // Evicted meanwhile.
    }
  }

  private Map<ModelRef, Model> makeRoom(ModelRef ref, Bytes size) {
    Map<ModelRef, Model> others = oldestFirst();
    others.remove(ref);
    long used = size.value();
    for (Model other : others.values()) {
      used += other.size().value();
    }
    Map<ModelRef, Model> leaving = new LinkedHashMap<>();
    for (Map.Entry<ModelRef, Model> other : others.entrySet()) {
      if (used <= limit.value()) {
        break;
      }
      leaving.put(other.getKey(), other.getValue());
      resident.invalidate(other.getKey());
      used -= other.getValue().size().value();
    }
    return leaving;
  }

  private Map<ModelRef, Model> oldestFirst() {
    return new LinkedHashMap<>(
        resident.policy().expireAfterAccess().orElseThrow().oldest(Integer.MAX_VALUE));
  }

  private void empty(ModelRef ref, Model model) {
    emptySlot(ref);
    resident.asMap().remove(ref, model); // A caller may have found it still there.
  }

  private void emptySlot(ModelRef ref) {
    try {
      seat(ref).slot().evict();
    } catch (RuntimeException e) {
      LoggerFactory.getLogger(MemoryLayer.class)
          .warn("model '{}' did not close: {}", ref, e.toString());
    }
  }
}
