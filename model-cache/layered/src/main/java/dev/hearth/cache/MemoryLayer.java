package dev.hearth.cache;

import dev.hearth.Bytes;
import dev.hearth.Deadline;
import dev.hearth.Lease;
import dev.hearth.Model;
import dev.hearth.ModelRef;
import dev.hearth.Ticker;
import dev.hearth.spi.ModelSlot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.LoggerFactory;

/**
 * Keeps loaded models, as many as fit a limit in bytes.
 *
 * <p>The slots hold the models and count the leases; {@link Residents} knows which of them are
 * worth least, and those make room for a newcomer, before its bytes take memory. A newcomer is
 * never turned away: a caller needs it now and it would be loaded again at each call. What counts
 * against the limit is what slots hold and what loads are bringing; models in use that were evicted
 * take memory until their last lease is closed.
 *
 * <p>A model is admitted while its first lease is held, so it cannot be closed before it was used
 * once, however small the limit.
 */
final class MemoryLayer implements Admission {

  private final MemoryRoom room;
  private final Ticker ticker;
  private final Function<ModelRef, ModelSlot> newSlot;
  private final Map<ModelRef, Seat> seats = new ConcurrentHashMap<>();
  private final Residents<Model> residents;
  private volatile boolean closed;

  MemoryLayer(MemoryRoom room, Ticker ticker, Function<ModelRef, ModelSlot> newSlot) {
    this.room = room;
    this.ticker = ticker;
    this.newSlot = newSlot;
    this.residents = new Residents<>(room.limit().value());
  }

  Lease<Model> acquire(ModelRef ref, Deadline deadline) {
    Seat seat = seat(ref);
    seat.callers().incrementAndGet();
    boolean leased = false;
    try {
      Lease<Model> lease = seat.slot().acquire(deadline);
      if (!residents.use(ref, lease.get())) {
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

  /**
   * Runs a load on this thread, from its beginning until those who wait for it know the outcome.
   */
  void load(ModelRef ref, Runnable load) {
    Seat seat = seat(ref);
    seat.loads().incrementAndGet();
    seat.began(ticker.nanos());
    try {
      load.run();
    } finally {
      seat.loads().decrementAndGet();
      landed(ref);
    }
  }

  /** Takes note that a load has its model, which nobody has seen yet. */
  void loaded(ModelRef ref) {
    seat(ref).ended(ticker.nanos());
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
    Seat seat = seat(ref);
    emptySlot(ref, seat.slot());
    removeStale(ref, seat.slot());
  }

  /** Lets go of all models, also of those that loads under way will bring. */
  void close() {
    closed = true;
    seats.keySet().forEach(this::evict);
  }

  boolean holds(Model model) {
    return residents.get(model.ref()).orElse(null) == model;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void requireFits(ModelRef ref, Bytes size) {
    room.requireFits(ref, size);
  }

  @Override
  public void makeRoom(ModelRef ref, Bytes size, boolean onDisk) {
    room.requireFits(ref, size);
    if (onDisk) {
      seat(ref).began(ticker.nanos());
    }
    empty(residents.expect(ref, size.value()));
  }

  private Seat seat(ModelRef ref) {
    return seats.computeIfAbsent(ref, key -> new Seat(newSlot.apply(key)));
  }

  /** Takes note of what a load brought whose callers have left, or that it brought nothing. */
  private void landed(ModelRef ref) {
    Seat seat = seat(ref);
    if (seat.callers().get() > 0) {
      return; // They do it, holding a lease.
    }
    if (closed) {
      evict(ref);
    } else {
      Optional<Model> model = seat.slot().peek();
      if (model.isPresent() && residents.get(ref).orElse(null) != model.get()) {
        admit(ref, model.get());
      }
    }
    if (seat.loads().get() == 0) {
      residents.expectNoMore(ref);
    }
  }

  private void admit(ModelRef ref, Model model) {
    Seat seat = seat(ref);
    empty(residents.admit(ref, model, model.size().value(), seat.costNanos()));
    removeStale(ref, seat.slot()); // It may have been evicted meanwhile.
  }

  private void empty(List<Residents.Leaving<Model>> leaving) {
    leaving.forEach(model -> evict(model.ref()));
  }

  private static void emptySlot(ModelRef ref, ModelSlot slot) {
    try {
      slot.evict();
    } catch (RuntimeException e) {
      LoggerFactory.getLogger(MemoryLayer.class)
          .warn("model '{}' did not close: {}", ref, e.toString());
    }
  }

  /** Takes out what the slot holds no more. Looks at the slot last, for models get there first. */
  private void removeStale(ModelRef ref, ModelSlot slot) {
    Optional<Model> known = residents.get(ref);
    if (known.isPresent() && slot.peek().orElse(null) != known.get()) {
      residents.remove(ref, known.get());
    }
  }
}
