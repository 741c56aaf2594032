package dev.hearth.batch;

import dev.hearth.Ticker;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The system's clock, at which one thread can be held while it reads it. */
final class HeldTicker implements Ticker {

  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile @Nullable Thread held;

  /** Holds the calling thread when it reads the clock next. */
  void holdMe() {
    held = Thread.currentThread();
  }

  void awaitReached() {
    Latches.await(reached);
  }

  void release() {
    released.countDown();
  }

  @Override
  public long nanos() {
    if (held == Thread.currentThread()) {
      held = null;
      reached.countDown();
      Latches.await(released);
    }
    return Ticker.system().nanos();
  }
}
