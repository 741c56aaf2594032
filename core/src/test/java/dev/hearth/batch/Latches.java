package dev.hearth.batch;

import dev.hearth.Caller;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Bounded waits. */
final class Latches {

  private Latches() {}

  /** Blocks until a latch is open; fails if that takes too long. */
  static void await(CountDownLatch latch) {
    try {
      if (!latch.await(Caller.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("latch still closed");
      }
    } catch (InterruptedException e) {
      throw new AssertionError("interrupted", e);
    }
  }
}
