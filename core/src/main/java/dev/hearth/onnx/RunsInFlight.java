package dev.hearth.onnx;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many runs of a model are under way, and whether there were any. Safe for use by many threads,
 * without locks; a run costs it a few nanoseconds.
 */
final class RunsInFlight {

  private final AtomicInteger now = new AtomicInteger();
  private final CountDownLatch ended = new CountDownLatch(1);

  /** Set by every run that begins, cleared by the one who watches. */
  private volatile boolean disturbed;

  /** Notes that a run begins, and tells whether it is alone. */
  boolean begin() {
    boolean alone = now.getAndIncrement() == 0;
    if (!disturbed) {
      disturbed = true;
    }
    return alone;
  }

  /** Notes that a run has ended, however it did. */
  void end() {
    now.decrementAndGet();
    ended.countDown();
  }

  /** Waits for the end of the first run; false if it has not come in time. */
  boolean awaitFirst(Duration wait) throws InterruptedException {
    return ended.await(wait.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Begins to watch for runs, and tells whether none is under way. For one watcher at a time. */
  boolean watch() {
    disturbed = false;
    return now.get() == 0;
  }

  /** Tells whether a run began since {@link #watch}. */
  boolean disturbed() {
    return disturbed;
  }
}
