package dev.hearth.benchmarks.batch;

import dev.hearth.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Callers that call again as soon as they are answered.
 *
 * <p>A call that began or ended outside the window counts as the part of an answer that lies in it:
 * a window of a few long batches would hold one more or one less by chance otherwise, and to count
 * by how long calls took would leave out those that wait while others are served again and again.
 *
 * @param callers how many
 * @param warm how long they call before calls count
 * @param window how long calls count
 */
record ClosedLoad(int callers, Duration warm, Duration window) {

  private static final String TENANT = "closed";

  /** Blocks for warm-up and window, and until the last call has ended. */
  Latencies run(Caller caller, CallerPool pool) throws InterruptedException {
    long begin = Ticker.system().nanos();
    Callable<List<Sample>> loop = () -> loop(caller, begin);
    List<Sample> samples = new ArrayList<>();
    for (Future<List<Sample>> each : pool.threads().invokeAll(Collections.nCopies(callers, loop))) {
      samples.addAll(samplesOf(each));
    }
    List<Sample> counted =
        samples.stream().filter(sample -> sample.dueNanos() >= warm.toNanos()).toList();
    double answers = samples.stream().mapToDouble(this::partInWindow).sum();
    return new Latencies(counted, window, answers);
  }

  private double partInWindow(Sample sample) {
    if (sample.fate() != Fate.ANSWERED) {
      return 0;
    }
    long from = Math.max(sample.dueNanos(), warm.toNanos());
    long until = Math.min(sample.endedNanos(), warm.plus(window).toNanos());
    return Math.max(0, (double) (until - from) / Math.max(1, sample.nanos()));
  }

  /** Calls once at least in the warm-up and once at least after it. */
  private List<Sample> loop(Caller caller, long begin) {
    long end = warm.plus(window).toNanos();
    List<Sample> samples = new ArrayList<>();
    long now = 0;
    while (now < end || samples.size() < 2) {
      Sample sample = caller.call(begin, now, TENANT);
      samples.add(sample);
      now = sample.endedNanos();
    }
    return samples;
  }

  private static List<Sample> samplesOf(Future<List<Sample>> ended) throws InterruptedException {
    try {
      return ended.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a caller failed: " + e.getCause(), e);
    }
  }
}
