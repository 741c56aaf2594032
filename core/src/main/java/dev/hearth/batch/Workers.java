package dev.hearth.batch;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The threads that run batches whose callers do not. They begin when they are needed, one of those
 * that are idle watches the time, and all end when they have had nothing to do for a while. Guarded
 * by the scheduler's lock.
 */
final class Workers {

  private static final long IDLE_NANOS = Duration.ofSeconds(5).toNanos();

  private final BatchScheduler scheduler;
  private final ReentrantLock lock;
  private final int most;
  private final ThreadFactory threads;
  private final Deque<Worker> idle = new ArrayDeque<>();
  private int count;
  private boolean ending;
  private long watchedFor = Long.MAX_VALUE;
  private @Nullable Worker watcher;

  Workers(BatchScheduler scheduler, ReentrantLock lock, int most, ThreadFactory threads) {
    this.scheduler = scheduler;
    this.lock = lock;
    this.most = most;
    this.threads = threads;
  }

  static Thread thread(Runnable worker) {
    Thread thread = new Thread(worker, "hearth-batch");
    thread.setDaemon(true);
    return thread;
  }

  /** Has a batch run; false if no thread can be had for it. */
  boolean give(Batch<?, ?> batch) {
    ending = false;
    Worker worker = idle.pollLast();
    if (worker == null) {
      return start(new Worker(batch));
    }
    if (worker == watcher) {
      watcher = null;
    }
    worker.wake(batch);
    return true;
  }

  /**
   * Has somebody look again at a moment, at the latest; replaces the moment set before. Returns
   * false if no thread can be had for it.
   *
   * @param selfWaits whether a worker asks that is about to wait, and watches while it does
   */
  boolean watch(long at, boolean selfWaits) {
    watchedFor = at;
    if (at == Long.MAX_VALUE || selfWaits) {
      return true;
    }
    if (watcher != null) {
      if (at < watcher.until) {
        watcher.wake(null);
      }
      return true;
    }
    Worker worker = idle.peekFirst();
    if (worker != null) {
      watcher = worker;
      worker.wake(null);
      return true;
    }
    // Threads that run batches look again when these end.
    return count >= most || start(new Worker(null)) || count > 0;
  }

  /**
   * Lets the threads that have nothing to do end, and others as soon as they have nothing to do.
   */
  void endIdle() {
    ending = true;
    idle.forEach(Worker::end);
    idle.clear(); // Nobody may count on them any more.
    watcher = null;
  }

  private boolean start(Worker worker) {
    try {
      threads.newThread(worker).start();
      count++;
      return true;
    } catch (OutOfMemoryError e) {
      return false; // The system gives no more threads; those that there are go on.
    }
  }

  private final class Worker implements Runnable {

    private final Condition signal = lock.newCondition();
    private @Nullable Batch<?, ?> given;
    private boolean ended;
    private long until = Long.MAX_VALUE;

    Worker(@Nullable Batch<?, ?> first) {
      this.given = first;
    }

    void wake(@Nullable Batch<?, ?> batch) {
      if (batch != null) {
        given = batch;
      }
      signal.signal();
    }

    void end() {
      ended = true;
      count--;
      signal.signal();
    }

    @Override
    public void run() {
      lock.lock();
      try {
        while (!ended) {
          Batch<?, ?> batch = given != null ? given : lookedAgain();
          given = null;
          if (batch != null) {
            runAll(batch);
          } else if (!await()) {
            return;
          }
        }
      } finally {
        leave();
        lock.unlock();
      }
    }

    private @Nullable Batch<?, ?> lookedAgain() {
      if (watchedFor <= scheduler.ticker().nanos() && (watcher == null || watcher == this)) {
        watchedFor = Long.MAX_VALUE;
        return scheduler.lookAgain();
      }
      return null;
    }

    private void runAll(Batch<?, ?> first) {
      lock.unlock();
      try {
        @Nullable Batch<?, ?> next = first;
        while (next != null) {
          next = scheduler.runAndEnd(next, null, true);
        }
      } finally {
        lock.lock();
      }
    }

    /** Waits to be given something, or for the moment to look again; false if it is time to end. */
    @SuppressWarnings("WaitNotInLoop") // Its caller loops.
    private boolean await() {
      if (watcher == null && watchedFor != Long.MAX_VALUE) {
        watcher = this;
      }
      if (ending && watcher != this) {
        return false;
      }
      long now = scheduler.ticker().nanos();
      until = watcher == this ? watchedFor : Long.MAX_VALUE;
      long wait = Math.min(IDLE_NANOS, until == Long.MAX_VALUE ? IDLE_NANOS : until - now);
      boolean watching = until != Long.MAX_VALUE;
      idle.addLast(this);
      try {
        boolean signalled = wait <= 0 || signal.awaitNanos(wait) > 0;
        return signalled || watching || given != null || watcher == this;
      } catch (InterruptedException e) {
        return true; // Nobody interrupts this thread; go on if somebody does.
      } finally {
        idle.remove(this);
        if (watcher == this) {
          watcher = null;
        }
        until = Long.MAX_VALUE;
      }
    }

    private void leave() {
      count -= ended ? 0 : 1;
      idle.remove(this);
      if (watcher == this) {
        watcher = null;
      }
    }
  }
}
