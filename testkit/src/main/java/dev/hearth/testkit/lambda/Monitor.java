package dev.hearth.testkit.lambda;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * One lock with bounded waits for whatever it guards. Safe for use by many threads.
 *
 * <p>Changes and probes run under the lock: they must not block, do I/O or complete futures.
 */
final class Monitor {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Runs a change and wakes every waiter. */
  <T> T change(Supplier<T> change) {
    lock.lock();
    try {
      return change.get();
    } finally {
      changed.signalAll();
      lock.unlock();
    }
  }

  /** Looks without waking anybody. */
  <T> T read(Supplier<T> look) {
    lock.lock();
    try {
      return look.get();
    } finally {
      lock.unlock();
    }
  }

  void run(Runnable change) {
    change(
        () -> {
          change.run();
          return true;
        });
  }

  /**
   * Blocks until the probe finds something; the probe may throw to give up.
   *
   * @param late says what was missed, read under the lock once the limit is over
   */
  <T> T await(Duration limit, Supplier<Optional<T>> probe, Supplier<String> late) {
    long left = limit.toNanos();
    lock.lock();
    try {
      Optional<T> found = probe.get();
      while (found.isEmpty()) {
        if (left <= 0) {
          throw new FunctionTimeoutException(late.get());
        }
        left = changed.awaitNanos(left);
        found = probe.get();
      }
      return found.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoAnswerException("interrupted while waiting: " + late.get());
    } finally {
      lock.unlock();
    }
  }
}
