package dev.hearth.benchmarks.batch;

import dev.hearth.Deadline;
import dev.hearth.OverloadedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The plainest batcher there is: a queue, and threads that take from it. */
final class QueueBatching implements Batching {

  private static final int LIMIT = 256;

  private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(LIMIT);
  private final List<Thread> threads = new ArrayList<>();
  private final Work work;
  private final Setting setting;

  private record Waiting(Input item, Deadline deadline, CompletableFuture<float[]> answer) {}

  QueueBatching(Work work, Setting setting) {
    this.work = work;
    this.setting = setting;
    for (int i = 0; i < setting.parallel(); i++) {
      Thread thread = new Thread(this::serve, "queue-batching-" + i);
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
  }

  @Override
  public float[] call(Input item, Deadline deadline, String tenant) {
    Waiting waiting = new Waiting(item, deadline, new CompletableFuture<>());
    if (!queue.offer(waiting)) {
      throw new OverloadedException("queue: full (limit=" + LIMIT + ")");
    }
    try {
      return waiting.answer().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }

  private void serve() {
    try {
      while (true) {
        answer(gather());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<Waiting> gather() throws InterruptedException {
    List<Waiting> batch = new ArrayList<>();
    batch.add(queue.take());
    Deadline full = Deadline.after(setting.delay());
    while (batch.size() < setting.size()) {
      @Nullable Waiting next = queue.poll(full.remainingNanos(), TimeUnit.NANOSECONDS);
      if (next == null) {
        break;
      }
      batch.add(next);
    }
    return batch;
  }

  private void answer(List<Waiting> gathered) {
    List<Waiting> batch = new ArrayList<>();
    for (Waiting each : gathered) {
      if (each.deadline().passed()) {
        each.answer().completeExceptionally(each.deadline().exceeded("waiting in a queue"));
      } else {
        batch.add(each);
      }
    }
    if (!batch.isEmpty()) {
      run(batch);
    }
  }

  /** A batch that fails is run again one by one. */
  private void run(List<Waiting> batch) {
    try {
      List<float[]> answers = work.run(batch.stream().map(Waiting::item).toList(), Deadline.none());
      for (int i = 0; i < batch.size(); i++) {
        batch.get(i).answer().complete(answers.get(i));
      }
    } catch (RuntimeException e) {
      if (batch.size() == 1) {
        batch.get(0).answer().completeExceptionally(e);
      } else {
        batch.forEach(each -> run(List.of(each)));
      }
    }
  }
}
