package dev.hearth.batch;

import dev.hearth.function.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/**
 * Answers each number with ten times itself. Runs with certain numbers can be held until the test
 * lets them go, or fail.
 */
final class StagedRunner implements BatchRunner<Integer, Integer> {

  /** A run as it was seen. */
  record Run(List<Integer> items, Thread thread, Call call) {}

  /** Where runs with a certain number are held. */
  static final class Hold {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    Hold awaitReached() {
      Latches.await(reached);
      return this;
    }

    /** Waits here, if that has not been released. */
    void reach() {
      reached.countDown();
      Latches.await(released);
    }

    void release() {
      released.countDown();
    }
  }

  private final List<Run> runs = new CopyOnWriteArrayList<>();
  private final Map<Integer, Hold> holds = new ConcurrentHashMap<>();
  private final Map<Integer, Throwable> failures = new ConcurrentHashMap<>();

  Hold hold(int number) {
    return holds.computeIfAbsent(number, key -> new Hold());
  }

  /** Holds the runs with a number that begin from now on somewhere else than those before. */
  Hold holdNext(int number) {
    Hold next = new Hold();
    holds.put(number, next);
    return next;
  }

  void fail(int number, Throwable failure) {
    failures.put(number, failure);
  }

  List<Run> runs() {
    return runs;
  }

  /** Returns the numbers of each run, in the order in which the runs began. */
  List<List<Integer>> batches() {
    return runs.stream().map(Run::items).toList();
  }

  @Override
  public List<Integer> run(List<Integer> items, Call call) {
    runs.add(new Run(items, Thread.currentThread(), call));
    List<Integer> results = new ArrayList<>();
    for (Integer item : items) {
      Hold hold = holds.get(item);
      if (hold != null) {
        hold.reach();
      }
      results.add(10 * item);
    }
    items.stream().map(failures::get).filter(f -> f != null).findFirst().ifPresent(this::raise);
    return results;
  }

  private void raise(Throwable failure) {
    StagedRunner.<RuntimeException>sneak(failure);
  }

  @SuppressWarnings({
    "unchecked",
    "TypeParameterUnusedInFormals"
  }) // Any throwable comes from users' code.
  private static <E extends Throwable> void sneak(Throwable failure) throws E {
    throw (E) failure;
  }
}
