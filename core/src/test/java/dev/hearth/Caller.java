package dev.hearth;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A piece of a test on a thread of its own: its result, its failure, and whether it waits.
 *
 * @param <T> what it returns
 */
public final class Caller<T> {

  /** How long a test waits for what must happen before it fails. */
  public static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Set<Thread.State> WAITING =
      EnumSet.of(Thread.State.WAITING, Thread.State.TIMED_WAITING);

  private final FutureTask<T> task;
  private final Thread thread;

  private Caller(Callable<T> body) {
    task = new FutureTask<>(body);
    thread = new Thread(task, "caller");
    thread.setDaemon(true);
    thread.start();
  }

  public static <T> Caller<T> of(Callable<T> body) {
    return new Caller<>(body);
  }

  public static <T> List<Caller<T>> many(int count, Callable<T> body) {
    return IntStream.range(0, count).mapToObj(i -> of(body)).toList();
  }

  /** Blocks until the thread is seen waiting inside a method of a class. */
  public Caller<T> awaitWaitingIn(Class<?> type) {
    return awaitWaitingAt(type.getName(), frame -> frame.getClassName().equals(type.getName()));
  }

  /** Blocks until the thread is seen waiting inside one method of a class. */
  public Caller<T> awaitWaitingIn(Class<?> type, String method) {
    return awaitWaitingAt(
        type.getName() + "." + method,
        frame ->
            frame.getClassName().equals(type.getName()) && frame.getMethodName().equals(method));
  }

  private Caller<T> awaitWaitingAt(String place, Predicate<StackTraceElement> frame) {
    long start = Ticker.system().nanos();
    while (!isWaitingAt(frame)) {
      if (task.isDone() || Ticker.system().nanos() - start > PATIENCE.toNanos()) {
        throw new AssertionError("not waiting in " + place + " but " + thread.getState());
      }
      Thread.onSpinWait();
    }
    return this;
  }

  public void interrupt() {
    thread.interrupt();
  }

  /** Returns the result; fails if there is none in time. */
  public T result() {
    try {
      return task.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | InterruptedException | TimeoutException e) {
      throw new AssertionError("no result, thread is " + thread.getState(), e);
    }
  }

  /** Returns what was thrown; fails if nothing was in time. */
  public Throwable failure() {
    try {
      throw new AssertionError(
          "no failure but " + task.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return Objects.requireNonNull(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("no failure, thread is " + thread.getState(), e);
    }
  }

  private boolean isWaitingAt(Predicate<StackTraceElement> frame) {
    return WAITING.contains(thread.getState())
        && Arrays.stream(thread.getStackTrace()).anyMatch(frame);
  }
}
