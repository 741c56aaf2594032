package dev.hearth;

import dev.hearth.spi.LoadContext;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A load that stays under way until the test says how it ends.
 *
 * @param <T> what is loaded
 */
public final class StagedLoad<T> implements Function<LoadContext, T> {

  private final BlockingQueue<Run<T>> begun = new LinkedBlockingQueue<>();
  private final AtomicInteger count = new AtomicInteger();

  @Override
  public T apply(LoadContext context) {
    Run<T> run = new Run<>(context, Thread.currentThread(), new CompletableFuture<>());
    count.incrementAndGet();
    begun.add(run);
    return run.await();
  }

  /** Returns how many loads have begun. */
  public int count() {
    return count.get();
  }

  /** Blocks until the next load has begun. */
  public Run<T> begun() throws InterruptedException {
    Run<T> run = begun.poll(Caller.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    if (run == null) {
      throw new AssertionError("no load began");
    }
    return run;
  }

  /**
   * One load under way.
   *
   * @param context the load's context
   * @param thread the thread it runs on
   * @param ending how it ends
   * @param <T> what is loaded
   */
  public record Run<T>(LoadContext context, Thread thread, CompletableFuture<Supplier<T>> ending) {

    public void succeed(T result) {
      ending.complete(() -> result);
    }

    /** Lets the load throw this very object. */
    public void fail(Throwable cause) {
      ending.complete(
          () -> {
            throw Run.<RuntimeException>unchanged(cause);
          });
    }

    /** Blocks until the load's thread has ended, and with it all that follows the load. */
    public void awaitEnd() {
      try {
        thread.join(Caller.PATIENCE.toMillis());
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      if (thread.isAlive()) {
        throw new AssertionError("the load did not end");
      }
    }

    private T await() {
      try {
        return ending.get(Caller.PATIENCE.toSeconds(), TimeUnit.SECONDS).get();
      } catch (ExecutionException | InterruptedException | TimeoutException e) {
        throw new AssertionError("the test did not say how the load ends", e);
      }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // Throws it unchanged.
    private static <X extends Throwable> X unchanged(Throwable cause) throws X {
      throw (X) cause;
    }
  }
}
