package dev.hearth.batch;

import dev.hearth.Caller;
import dev.hearth.Ticker;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.function.Predicate;

/** Makes a scheduler's threads and remembers them, or acts as a system that has no more of them. */
final class RecordedThreads implements ThreadFactory {

  private final List<Thread> made = new CopyOnWriteArrayList<>();
  private volatile boolean refusing;

  @Override
  public Thread newThread(Runnable body) {
    if (refusing) {
      return new Thread(body) {
        @Override
        public synchronized void start() {
          throw new OutOfMemoryError("unable to create native thread");
        }
      };
    }
    Thread thread = Workers.thread(body);
    made.add(thread);
    return thread;
  }

  void refuse() {
    refusing = true;
  }

  List<Thread> made() {
    return made;
  }

  /** Blocks until every thread that was made has ended; fails if one waits for work instead. */
  void awaitEndWithoutWaiting() {
    await(
        thread -> {
          if (isIdle(thread)) {
            throw new AssertionError(thread + " waits (expected: to end)");
          }
          return !thread.isAlive();
        });
  }

  /** Blocks until every thread that was made has ended. */
  void awaitEnd() {
    await(thread -> !thread.isAlive());
  }

  /** Blocks until every thread that was made waits for something to do. */
  void awaitIdle() {
    await(RecordedThreads::isIdle);
  }

  private void await(Predicate<Thread> state) {
    long start = Ticker.system().nanos();
    while (!made.stream().allMatch(state)) {
      if (Ticker.system().nanos() - start > Caller.PATIENCE.toNanos()) {
        throw new AssertionError("not as expected: " + made);
      }
      Thread.onSpinWait();
    }
  }

  private static boolean isIdle(Thread thread) {
    return thread.getState() == Thread.State.TIMED_WAITING
        && Arrays.stream(thread.getStackTrace())
            .anyMatch(
                frame ->
                    frame.getClassName().startsWith(Workers.class.getName())
                        && frame.getMethodName().equals("await"));
  }
}
