package dev.hearth.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.RunOptions;
import dev.hearth.Deadline;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stops a run whose deadline passes. One for each run; the run's thread opens and closes it.
 *
 * <p>ONNX Runtime looks at the flag between operators, so a run ends soon after, not at once.
 */
final class RunGuard implements AutoCloseable {

  /** Made when the first run with a deadline begins; its one daemon thread only sets flags. */
  private static final class Clock {
    static final ScheduledThreadPoolExecutor TIMER = timer();

    private static ScheduledThreadPoolExecutor timer() {
      ScheduledThreadPoolExecutor timer =
          new ScheduledThreadPoolExecutor(
              1,
              task -> {
                Thread thread = new Thread(task, "hearth-deadlines");
                thread.setDaemon(true);
                return thread;
              });
      timer.setRemoveOnCancelPolicy(true);
      return timer;
    }
  }

  private final @Nullable RunOptions options;
  private final @Nullable Future<?> alarm;
  private boolean closed;
  private boolean stopped;

  RunGuard(Deadline deadline) throws OrtException {
    if (deadline.isNone()) {
      options = null;
      alarm = null;
    } else {
      options = new RunOptions();
      alarm = Clock.TIMER.schedule(this::stop, deadline.remainingNanos(), TimeUnit.NANOSECONDS);
    }
  }

  /** Returns what to give to the run; null if nothing can stop it. */
  @Nullable RunOptions options() {
    return options;
  }

  /** Tells whether the deadline passed during the run. */
  synchronized boolean stopped() {
    return stopped;
  }

  private synchronized void stop() {
    if (closed || options == null) {
      return;
    }
    stopped = true;
    try {
      options.setTerminate(true);
    } catch (OrtException e) {
      stopped = false; // The flag could not be set, so the run ends by itself.
    }
  }

  @Override
  public void close() {
    if (alarm != null) {
      alarm.cancel(false);
    }
    synchronized (this) {
      closed = true;
      if (options != null) {
        options.close();
      }
    }
  }
}
