package dev.hearth;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How many calls run at once and how many may wait for their turn; whoever comes on top of that is
 * turned away at once. Safe for use by many threads; functions that share one share its places.
 *
 * <p>Platforms that send as many calls as they get, to as many threads as it takes, need one:
 * beyond a few calls per processor each further one only makes all the others later. Who waits
 * longest goes first. A function whose calls share batches (see {@link dev.hearth.batch.Batching})
 * only counts its calls here: they wait in its batcher.
 */
public final class ConcurrencyLimit {

  /** The environment variable that says how many calls run at once: {@value}. */
  public static final String RUNNING = "HEARTH_MAX_RUNNING";

  /** The environment variable that says how many calls may wait: {@value}. */
  public static final String WAITING = "HEARTH_MAX_WAITING";

  private static final int DEFAULT_WAITING = 200;
  private static final int MAX = 10_000;

  private static final ConcurrencyLimit NONE = new ConcurrencyLimit(0, 0, null);

  private final int running;
  private final int waiting;
  private final @Nullable Semaphore places;
  private final AtomicInteger queue = new AtomicInteger();

  private ConcurrencyLimit(int running, int waiting, @Nullable Semaphore places) {
    this.running = running;
    this.waiting = waiting;
    this.places = places;
  }

  /** The right to run, to be given back when the call has ended. */
  interface Place extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Returns the limit that lets everyone run, for platforms that bound the calls themselves.
   *
   * @return no limit
   */
  public static ConcurrencyLimit none() {
    return NONE;
  }

  /**
   * Returns a limit.
   *
   * @param running how many calls run at once, 1 or more
   * @param waiting how many may wait, 0 or more
   * @return the limit
   */
  public static ConcurrencyLimit of(int running, int waiting) {
    if (running < 1) {
      throw new IllegalArgumentException("running: " + running + " (expected: 1 or more)");
    }
    if (waiting < 0) {
      throw new IllegalArgumentException("waiting: " + waiting + " (expected: 0 or more)");
    }
    return new ConcurrencyLimit(running, waiting, new Semaphore(running, true));
  }

  /**
   * Reads a limit from a function's environment: {@value #RUNNING} calls at once, by default two a
   * processor, and {@value #WAITING} that may wait, by default {@value #DEFAULT_WAITING}.
   *
   * @param environment the function's environment
   * @return the limit
   */
  public static ConcurrencyLimit of(Environment environment) {
    int processors = Runtime.getRuntime().availableProcessors();
    return of(
        (int) environment.integer(RUNNING, 2L * processors, 1, MAX),
        (int) environment.integer(WAITING, DEFAULT_WAITING, 0, MAX));
  }

  /**
   * Takes a place. Blocks while there is none, at most until the deadline.
   *
   * @throws OverloadedException if too many wait already, or the thread is interrupted
   * @throws DeadlineExceededException if the deadline passed
   */
  Place enter(Deadline deadline, String what) {
    if (places == null) {
      return () -> {};
    }
    // A place that is given back belongs to who waits: the semaphore itself would let others pass.
    if (places.hasQueuedThreads() || !places.tryAcquire()) {
      await(places, deadline, what);
    }
    return places::release;
  }

  /**
   * Takes a place to wait or run, whichever, for a call that a batcher has wait and run: it runs
   * batches, not calls, and no more at once than there are processors. Does not block.
   *
   * @throws OverloadedException if there is none
   */
  Place admit(String what) {
    if (places == null) {
      return () -> {};
    }
    if (queue.incrementAndGet() > running + waiting) {
      queue.decrementAndGet();
      throw tooMany(what);
    }
    return queue::decrementAndGet;
  }

  private void await(Semaphore free, Deadline deadline, String what) {
    if (queue.incrementAndGet() > waiting) {
      queue.decrementAndGet();
      throw tooMany(what);
    }
    try {
      if (!free.tryAcquire(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
        throw deadline.exceeded("waiting for one of " + running + " places to run " + what);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OverloadedException(
          what
              + ": the waiting thread was interrupted (expected: to wait for its turn); call"
              + " again");
    } finally {
      queue.decrementAndGet();
    }
  }

  private OverloadedException tooMany(String what) {
    return new OverloadedException(
        what
            + ": too many calls at once (running "
            + running
            + ", waiting "
            + waiting
            + ", limits both); retry later, or let the platform start more instances");
  }

  /** Returns the limits. */
  @Override
  public String toString() {
    return places == null ? "no limit" : running + " running, " + waiting + " waiting";
  }
}
