package dev.hearth.onnx;

import dev.hearth.Deadline;
import dev.hearth.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;

/**
 * Runs a model on the same inputs again and again; no run is under way any more when it returns or
 * throws.
 *
 * @param model the model, on the session that is tried
 * @param inputs what it takes
 * @param deadline stops its runs
 * @param threads how many threads run it, this one among them
 * @param helpers starts the others, a thread for each task
 */
record ModelLane(OnnxModel model, Tensors inputs, Deadline deadline, int threads, Executor helpers)
    implements OverlapTrial.Lane {

  @Override
  public void run(int times) {
    List<FutureTask<Void>> started = new ArrayList<>();
    try {
      for (int helper = 1; helper < threads; helper++) {
        FutureTask<Void> task = new FutureTask<>(() -> repeat(times), null);
        helpers.execute(task);
        started.add(task);
      }
      repeat(times);
    } finally {
      started.forEach(ModelLane::awaitEnd);
    }
    started.forEach(ModelLane::requireSuccess);
  }

  private void repeat(int times) {
    for (int i = 0; i < times; i++) {
      model.run(inputs, deadline).close();
    }
  }

  /** Waits until a task has ended, however it did; its session may be closed then. */
  private static void awaitEnd(FutureTask<Void> task) {
    boolean interrupted = false;
    while (!task.isDone()) {
      try {
        task.get();
      } catch (InterruptedException e) {
        interrupted = true; // A run cannot be interrupted; its deadline is near.
      } catch (ExecutionException e) {
        break; // It is told after all have ended.
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static void requireSuccess(FutureTask<Void> ended) {
    try {
      ended.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException known
          ? known
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("a trial was interrupted", e);
    }
  }
}
