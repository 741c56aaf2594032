package dev.hearth.batch;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The path without locks: one at a time may be on it, while it is open. Whoever closes it learns
 * who is on it, and that one learns on leaving that it was closed, so that exactly one of the two
 * counts the other. Closed and opened under the scheduler's lock, taken and left without.
 *
 * @param <T> who may be on it
 */
final class FastPath<T> {

  private static final Object FREE = "free";
  private static final Object CLOSED = "closed";

  /** {@link #FREE}, {@link #CLOSED}, or who is on it. */
  private final AtomicReference<Object> state = new AtomicReference<>(FREE);

  /** Takes the path, if it is open and nobody is on it. */
  boolean take(T who) {
    return state.get() == FREE && state.compareAndSet(FREE, who);
  }

  /** Leaves the path; false if it was closed meanwhile, by somebody who was told of this one. */
  boolean leave(T who) {
    return state.compareAndSet(who, FREE);
  }

  /** Closes the path and returns who is on it, or null if nobody is or it was closed before. */
  @SuppressWarnings("unchecked") // Only what was passed to take() is kept.
  @Nullable T close() {
    Object before = state.getAndSet(CLOSED);
    return before == FREE || before == CLOSED ? null : (T) before;
  }

  /** Opens the path, if it is closed. */
  void open() {
    state.compareAndSet(CLOSED, FREE);
  }
}
