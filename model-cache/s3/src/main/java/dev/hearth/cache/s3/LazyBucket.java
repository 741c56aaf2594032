package dev.hearth.cache.s3;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Builds the client at the first request: one caller builds with nothing locked, the others wait. A
 * failure is not remembered. Safe for use by many threads.
 */
final class LazyBucket implements AutoCloseable {

  private final Supplier<Bucket> build;
  private final AtomicReference<@Nullable FutureTask<Bucket>> building = new AtomicReference<>();

  LazyBucket(Supplier<Bucket> build) {
    this.build = build;
  }

  /** Returns the bucket; blocks while it is being built. */
  Bucket get() throws InterruptedException {
    FutureTask<Bucket> mine = new FutureTask<>(build::get);
    FutureTask<Bucket> former = building.compareAndExchange(null, mine);
    if (former != null) {
      return join(former);
    }
    mine.run();
    return join(mine);
  }

  boolean built() {
    return building.get() != null;
  }

  @Override
  public void close() {
    FutureTask<Bucket> task = building.getAndSet(null);
    if (task != null && task.isDone()) {
      try {
        task.get().close();
      } catch (ExecutionException | InterruptedException e) {
        // There is no client to close.
      }
    }
  }

  private Bucket join(FutureTask<Bucket> task) throws InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      building.compareAndSet(task, null);
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      } else if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new AssertionError("building throws nothing that is checked", e);
    }
  }
}
