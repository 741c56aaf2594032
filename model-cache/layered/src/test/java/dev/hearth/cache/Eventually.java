package dev.hearth.cache;

import dev.hearth.Ticker;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for a state that another thread or process is about to reach. */
final class Eventually {

  private static final Duration LIMIT = Duration.ofSeconds(20);

  private Eventually() {}

  static void isTrue(String what, BooleanSupplier state) {
    long start = Ticker.system().nanos();
    while (!state.getAsBoolean()) {
      if (Ticker.system().nanos() - start > LIMIT.toNanos()) {
        throw new AssertionError("after " + LIMIT + " still not: " + what);
      }
      LockSupport.parkNanos(200_000);
    }
  }
}
