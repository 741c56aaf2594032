package dev.hearth.benchmarks.batch;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads that callers call on: many, since each blocks in its call. */
final class CallerPool implements AutoCloseable {

  static final int SIZE = 512;

  private final ExecutorService threads;

  CallerPool() {
    AtomicInteger number = new AtomicInteger();
    threads =
        Executors.newFixedThreadPool(
            SIZE,
            task -> {
              Thread thread = new Thread(task, "caller-" + number.getAndIncrement());
              thread.setDaemon(true);
              return thread;
            });
  }

  ExecutorService threads() {
    return threads;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
