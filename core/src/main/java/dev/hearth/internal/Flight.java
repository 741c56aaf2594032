package dev.hearth.internal;

import dev.hearth.spi.LoadContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One load under way and its outcome. Arriving and being given up exclude each other. */
final class Flight<T> {

  private enum State {
    FLYING,
    ARRIVED,
    GIVEN_UP
  }

  /** Tells those who wait that the flight was given up and they should join the next. */
  static final class GivenUp extends Exception {

    private static final long serialVersionUID = 1;

    GivenUp() {
      super("given up", null, false, false);
    }
  }

  private final String name;
  private final LoadContext context;
  private final CompletableFuture<T> result = new CompletableFuture<>();
  private final AtomicReference<State> state = new AtomicReference<>(State.FLYING);

  /** The flight this one's thread waits for; guarded by {@link WaitGraph}. */
  @Nullable Flight<?> waitsFor;

  Flight(String name, LoadContext context) {
    this.name = name;
    this.context = context;
  }

  String name() {
    return name;
  }

  LoadContext context() {
    return context;
  }

  Future<T> result() {
    return result;
  }

  boolean arrive() {
    return state.compareAndSet(State.FLYING, State.ARRIVED);
  }

  boolean giveUp() {
    return state.compareAndSet(State.FLYING, State.GIVEN_UP);
  }

  void succeed(T value) {
    result.complete(value);
  }

  /**
   * Wraps the cause, for a future unwraps completion exceptions and throws cancellations itself.
   */
  void fail(Throwable cause) {
    result.completeExceptionally(new ExecutionException(cause));
  }

  void announceGivenUp() {
    result.completeExceptionally(new GivenUp());
  }

  /** Throws what a flight's future failed with: {@link GivenUp}, or what its load threw. */
  static RuntimeException rethrow(@Nullable Throwable outcome) throws GivenUp {
    if (outcome instanceof GivenUp givenUp) {
      throw givenUp;
    }
    Throwable cause = outcome instanceof ExecutionException failed ? failed.getCause() : outcome;
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    throw new IllegalStateException("a load threw a checked exception", cause);
  }
}
