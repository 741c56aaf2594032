package dev.hearth.benchmarks.batch;

import dev.hearth.Ticker;
import java.time.Duration;

/**
 * Calls that come when they come, whether or not earlier ones were answered.
 *
 * @param arrivals when
 * @param warm how long they come before calls count
 * @param halfway run by the thread that makes the calls due, at half time
 */
record OpenLoad(Arrivals arrivals, Duration warm, Runnable halfway) {

  /** So that the first calls are not late because things only begin. */
  private static final long LEAD_NANOS = 5_000_000;

  static OpenLoad of(Arrivals arrivals, Duration warm) {
    return new OpenLoad(arrivals, warm, () -> {});
  }

  /**
   * What came of a load.
   *
   * @param latencies of the calls after the warm-up
   * @param unheld how many calls had to wait for a caller, all of which were waiting for answers
   */
  record Result(Latencies latencies, int unheld) {}

  /** Blocks until all calls have ended, or have not for a long time. */
  Result run(Caller caller, CallerPool pool) throws InterruptedException {
    return new Running(this, caller, pool, Ticker.system().nanos() + LEAD_NANOS).run();
  }
}
