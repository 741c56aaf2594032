package dev.hearth.internal;

import dev.hearth.ConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * Which load waits for which, so that a load that needs itself fails instead of waiting for ever.
 *
 * <p>Each load waits for one other at most, so the graph is a set of chains and a cycle shows when
 * the chain from the wanted load leads back to the waiting one. One lock guards all chains; it is
 * taken only by loads that wait for loads and held for a few steps.
 */
final class WaitGraph {

  private static final Object LOCK = new Object();
  private static final ThreadLocal<Flight<?>> ABOARD = new ThreadLocal<>();

  private WaitGraph() {}

  /**
   * Says that this thread runs a flight from now on. One that it ran already waits for the new one
   * meanwhile: an executor may run a load on the thread that asks for it.
   *
   * @return the flight this thread ran already, or null
   */
  static @Nullable Flight<?> board(Flight<?> flight) {
    @Nullable Flight<?> outer = ABOARD.get();
    ABOARD.set(flight);
    waits(outer, flight);
    return outer;
  }

  /** Says that this thread's flight has ended and it goes on with the one it ran before, if any. */
  static void disembark(@Nullable Flight<?> outer) {
    if (outer == null) {
      ABOARD.remove();
    } else {
      ABOARD.set(outer);
      waits(outer, null);
    }
  }

  /** Says that this thread is about to wait for a flight; fails if that waits for this thread's. */
  static void enter(Flight<?> wanted) {
    Flight<?> mine = ABOARD.get();
    if (mine == null) {
      return;
    }
    synchronized (LOCK) {
      StringBuilder trail = new StringBuilder(mine.name());
      for (Flight<?> next = wanted; next != null; next = next.waitsFor) {
        trail.append(" > ").append(next.name());
        if (next == mine) {
          throw selfDependent(mine, trail);
        }
      }
      mine.waitsFor = wanted;
    }
  }

  /** Says that this thread waits no longer. */
  static void leave() {
    waits(ABOARD.get(), null);
  }

  private static void waits(@Nullable Flight<?> waiting, @Nullable Flight<?> wanted) {
    if (waiting != null) {
      synchronized (LOCK) {
        waiting.waitsFor = wanted;
      }
    }
  }

  private static ConfigurationException selfDependent(Flight<?> flight, CharSequence trail) {
    return new ConfigurationException(
        "load of "
            + flight.name()
            + ": needs itself, "
            + trail
            + " (expected: a load that finishes without its own result); take the model out of its"
            + " own loading code");
  }
}
