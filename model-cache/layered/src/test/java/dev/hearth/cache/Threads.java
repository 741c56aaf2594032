package dev.hearth.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Threads of tests. */
final class Threads {

  /** A call on a thread of its own. */
  record Call<T>(Thread thread, FutureTask<T> task) {

    /** Waits until the thread is seen waiting for something. */
    Call<T> awaitStall() {
      Eventually.isTrue(
          thread + " waits",
          () ->
              thread.getState() == Thread.State.WAITING
                  || thread.getState() == Thread.State.TIMED_WAITING);
      return this;
    }

    /** Returns what the call gave; throws what it threw. */
    T result() throws Exception {
      try {
        return task.get(30, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof Exception cause) {
          throw cause;
        }
        throw e;
      } catch (TimeoutException e) {
        throw new AssertionError("a call did not end: " + thread, e);
      }
    }
  }

  private Threads() {}

  static <T> Call<T> start(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread thread = new Thread(task, "test caller");
    thread.setDaemon(true);
    thread.start();
    return new Call<>(thread, task);
  }

  /** Runs the same work on several threads that begin together. */
  static <T> List<T> together(int count, Callable<T> work) throws Exception {
    CyclicBarrier start = new CyclicBarrier(count);
    List<Call<T>> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      calls.add(
          start(
              () -> {
                start.await(20, TimeUnit.SECONDS);
                return work.call();
              }));
    }
    List<T> results = new ArrayList<>();
    for (Call<T> call : calls) {
      results.add(call.result());
    }
    return results;
  }

  /** Returns the threads that load models now. */
  static List<Thread> loading() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("hearth-load"))
        .toList();
  }
}
