package dev.hearth.batch;

import dev.hearth.batch.Simulation.Machine;
import java.time.Duration;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** How calls of one item come. */
final class Callers {

  /** What a caller does between an answer and its next call. */
  private static final long THINK_NANOS = 60_000;

  private Callers() {}

  /** Callers that call again as soon as they have an answer. */
  static void closedLoop(
      Simulation simulation, BatchQueue<Integer, Integer> queue, Machine machine, int count) {
    closedLoop(simulation, queue, machine, count, "");
  }

  static void closedLoop(
      Simulation simulation,
      BatchQueue<Integer, Integer> queue,
      Machine machine,
      int count,
      String tenant) {
    for (int i = 0; i < count; i++) {
      Runnable[] next = new Runnable[1];
      next[0] =
          () ->
              simulation.call(
                  queue, machine, null, tenant, answered -> simulation.after(THINK_NANOS, next[0]));
      simulation.after(i * 1000L, next[0]);
    }
  }

  /** Calls that come at random whatever becomes of those before, as many in a second on average. */
  static void poisson(
      Simulation simulation,
      BatchQueue<Integer, Integer> queue,
      Machine machine,
      double perSecond,
      @Nullable Duration deadline,
      String tenant,
      Duration lasting) {
    Random random = new Random(1);
    long end = simulation.now() + lasting.toNanos();
    double at = simulation.now();
    while (at < end) {
      at -= Math.log(1 - random.nextDouble()) * 1e9 / perSecond;
      simulation.at(
          (long) at, () -> simulation.call(queue, machine, deadline, tenant, answered -> {}));
    }
  }
}
