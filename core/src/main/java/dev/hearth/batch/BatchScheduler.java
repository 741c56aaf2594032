package dev.hearth.batch;

import dev.hearth.Deadline;
import dev.hearth.Ticker;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Shares the processors among batchers: decides which of them runs a batch next, on how many
 * threads. Safe for use by many threads.
 *
 * <p>A caller that comes while nobody else is there runs its items on its own thread; that takes no
 * lock and no other thread. Daemon threads begin when batches are left to run after their callers'
 * threads have gone, at most one for each slot and one that watches the time, and end when they
 * have had nothing to do for some seconds.
 */
public final class BatchScheduler {

  /** A thread that waits for its answer sees to it so often that somebody watches the time. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

  private final Dispatcher dispatcher;
  private final Ticker ticker;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition quiet = lock.newCondition();
  private final Workers workers;

  /** Where a caller runs its batcher's items on its own thread. */
  private final FastPath<BatchQueue<?, ?>> fastPath = new FastPath<>();

  /** Batches that no thread could be started for; the next thread that is done runs them. */
  private final Deque<Batch<?, ?>> orphans = new ArrayDeque<>();

  /** When to look again where no thread could be started to do so, else {@link Long#MAX_VALUE}. */
  private volatile long unwatched = Long.MAX_VALUE;

  private int drains;

  private BatchScheduler(int slots, Ticker ticker, ThreadFactory threads) {
    this.dispatcher = new Dispatcher(slots, ticker);
    this.ticker = ticker;
    this.workers = new Workers(this, lock, slots + 1, threads);
  }

  /**
   * Makes a scheduler.
   *
   * @param slots how many batches may run at once, 1 or more
   * @param ticker the clock it measures on
   * @return the scheduler, without threads yet
   */
  public static BatchScheduler of(int slots, Ticker ticker) {
    if (slots < 1) {
      throw new IllegalArgumentException("slots: " + slots + " (expected: 1 or more)");
    }
    return of(slots, ticker, Workers::thread);
  }

  static BatchScheduler of(int slots, Ticker ticker, ThreadFactory threads) {
    return new BatchScheduler(slots, ticker, threads);
  }

  /**
   * Returns the scheduler of this process, which has a slot for each processor that the platform
   * gives it, see {@link dev.hearth.platform.CpuShare#threads}. It is drained when the process is
   * told to end.
   *
   * @return the same scheduler at every call
   */
  public static BatchScheduler shared() {
    return SharedScheduler.INSTANCE;
  }

  /**
   * Returns how many batches may run at once.
   *
   * @return the number of slots
   */
  public int slots() {
    return dispatcher.slots();
  }

  /**
   * Runs what waits without waiting for more, until nothing does; before a checkpoint of the
   * process, or when it ends. Callers that come meanwhile are answered too. Blocks.
   *
   * @param deadline how long to wait
   * @return whether nothing waits or runs
   */
  public boolean drain(Deadline deadline) {
    beginDrain();
    lock.lock();
    try {
      while (!dispatcher.isQuiet()) {
        long left = deadline.remainingNanos();
        if (left == 0) {
          return false;
        }
        quiet.awaitNanos(Math.min(left, PATIENCE));
      }
      workers.endIdle();
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      drains--;
      settle();
      lock.unlock();
    }
  }

  private void beginDrain() {
    runAll(
        change(
            () -> {
              drains++;
              enter();
            },
            null,
            false),
        null);
  }

  Ticker ticker() {
    return ticker;
  }

  void add(BatchQueue<?, ?> queue) {
    lock.lock();
    try {
      dispatcher.add(queue);
    } finally {
      lock.unlock();
    }
  }

  /** Takes the scheduler for a run on this thread, if nobody else is here. */
  boolean tryDirect(BatchQueue<?, ?> queue) {
    return fastPath.take(queue);
  }

  /** Ends a run on this thread; whoever has come meanwhile is served. */
  void directEnded(BatchQueue<?, ?> queue) {
    if (fastPath.leave(queue)) {
      return;
    }
    runAll(change(() -> dispatcher.adoptedEnded(queue), null, false), null);
  }

  /** Takes items in by an action under the lock; this thread may have to run some of them. */
  void submit(Submission<?, ?> submission, IntConsumer admission) {
    runAll(change(() -> admit(admission), submission, false), submission);
  }

  private void admit(IntConsumer admission) {
    enter();
    try {
      admission.accept(dispatcher.slots());
    } finally {
      settle(); // If they are refused, nobody may be here.
    }
  }

  /** Returns how long a thread that waits for its answer may do so before it looks itself. */
  long patienceNanos() {
    long at = unwatched;
    return at == Long.MAX_VALUE ? PATIENCE : Math.min(PATIENCE, at - ticker.nanos());
  }

  /** Looks for what to run in a thread that waits for its answer, if no other thread does. */
  void lookAgain(Submission<?, ?> submission) {
    if (unwatched <= ticker.nanos()) {
      runAll(change(() -> {}, submission, false), submission);
    }
  }

  private void runAll(@Nullable Batch<?, ?> first, @Nullable Submission<?, ?> mine) {
    @Nullable Batch<?, ?> next = first;
    while (next != null) {
      next = runAndEnd(next, mine, false);
    }
  }

  /** Takes a call's items out and fails those without an outcome. */
  <I, O> void leave(BatchQueue<I, O> queue, Submission<I, O> submission, Throwable failure) {
    lock.lock();
    try {
      if (!submission.isDone()) {
        queue.leave(submission, failure);
      }
      settle();
    } finally {
      lock.unlock();
    }
  }

  /** Runs a batch, gives its items their outcomes, and returns what this thread has to run next. */
  <I, O> @Nullable Batch<?, ?> runAndEnd(
      Batch<I, O> batch, @Nullable Submission<?, ?> mine, boolean worker) {
    batch.run();
    @Nullable Batch<?, ?> next = change(() -> dispatcher.ended(batch), mine, worker);
    batch.queue.report(batch);
    return next;
  }

  /** Changes something under the lock, wakes who is answered by it, returns what to run here. */
  private @Nullable Batch<?, ?> change(
      Runnable action, @Nullable Submission<?, ?> mine, boolean worker) {
    @Nullable Batch<?, ?> next;
    List<Submission<?, ?>> answered;
    lock.lock();
    try {
      action.run();
      next = dispatch(mine != null && mine.isDone() ? null : mine, worker);
      answered = dispatcher.takeDone();
    } finally {
      lock.unlock();
    }
    wake(answered);
    return next;
  }

  /** Looks for what to run now that time has passed; called by a worker with the lock held. */
  @Nullable Batch<?, ?> lookAgain() {
    @Nullable Batch<?, ?> next = dispatch(null, true);
    wake(dispatcher.takeDone());
    return next;
  }

  /**
   * Begins every batch that is to run now. One that this thread should run, or that no thread can
   * be had for, is returned, the others go to workers.
   */
  private @Nullable Batch<?, ?> dispatch(@Nullable Submission<?, ?> mine, boolean worker) {
    @Nullable Batch<?, ?> kept = orphans.poll();
    Batch<?, ?> batch = dispatcher.next(drains > 0);
    while (batch != null) {
      if (kept == null && (worker || (mine != null && batch.holds(mine)))) {
        kept = batch;
      } else if (!workers.give(batch)) {
        orphans.add(batch);
        kept = kept == null ? orphans.poll() : kept;
      }
      batch = dispatcher.next(drains > 0);
    }
    long at = dispatcher.lookAgainAt();
    unwatched = workers.watch(at, worker && kept == null) ? Long.MAX_VALUE : at;
    settle();
    return kept;
  }

  /** Leaves the path without locks; a run that is on it is counted from now on. */
  private void enter() {
    BatchQueue<?, ?> direct = fastPath.close();
    if (direct != null) {
      dispatcher.adopt(direct);
    }
  }

  /** Goes back to the path without locks when nobody is here and nobody is expected. */
  private void settle() {
    if (dispatcher.isQuiet()) {
      quiet.signalAll();
      if (dispatcher.isCalm()) {
        fastPath.open();
      }
    }
  }

  private static void wake(List<Submission<?, ?>> answered) {
    Thread here = Thread.currentThread();
    for (Submission<?, ?> submission : answered) {
      if (submission.waiter() != here) {
        LockSupport.unpark(submission.waiter());
      }
    }
  }
}
