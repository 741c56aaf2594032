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
 * <p>The span of what comes of it is what a caller spent in counted calls on average, rather than
 * the window: a window of a few long batches would hold one more or one less by chance.
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
    long spent = samples.stream().mapToLong(Sample::nanos).sum();
    return new Latencies(samples, Duration.ofNanos(Math.max(1, spent / callers)));
  }

  /** Calls once at least in the warm-up and once at least after it. */
  private List<Sample> loop(Caller caller, long begin) {
    long end = warm.plus(window).toNanos();
    long now = caller.call(begin, 0, TENANT).endedNanos();
    List<Sample> samples = new ArrayList<>();
    while (now < end || samples.isEmpty()) {
      Sample sample = caller.call(begin, now, TENANT);
      if (now >= warm.toNanos()) {
        samples.add(sample);
      }
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
