package dev.hearth.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Runs that take less than it takes to queue them. */
class BriefRunsTest {

  private static final long BRIEF = 5_000;
  private static final long LONG = 50_000;
  private static final Duration WHILE = Duration.ofMillis(50);

  private final Simulation simulation = new Simulation(1);

  @Test
  void isBrief_runsAreShorterThanATurn_asManyRowsAsFitIntoATurn() {
    BatchQueue<Integer, Integer> queue = called(BRIEF, BatchPolicy.adaptive());
    assertThat(queue.isBrief(1)).isTrue();
    assertThat(queue.isBrief(4)).isTrue();
    assertThat(queue.isBrief(5)).isFalse();
  }

  @Test
  void isBrief_runsAreLonger_isNot() {
    assertThat(called(LONG, BatchPolicy.adaptive()).isBrief(1)).isFalse();
  }

  @Test
  void isBrief_batchesAreOfAFixedSize_isNot() {
    assertThat(called(BRIEF, BatchPolicy.fixed(1, Duration.ZERO)).isBrief(1)).isFalse();
  }

  @Test
  void isBrief_nothingWasRunYet_isNot() {
    assertThat(batcher(BatchPolicy.adaptive()).isBrief(1)).isFalse();
  }

  @Test
  void isBrief_severalRunsInARowAreLonger_isNotAnyMore() {
    BatchQueue<Integer, Integer> queue = called(BRIEF, BatchPolicy.adaptive());
    ran(queue, LONG, LONG, BRIEF, LONG, LONG);
    assertThat(queue.isBrief(1)).isTrue();
    ran(queue, LONG);
    assertThat(queue.isBrief(1)).isFalse();
  }

  @Test
  void isBrief_runsAreShortAgain_isAgain() {
    BatchQueue<Integer, Integer> queue = called(BRIEF, BatchPolicy.adaptive());
    ran(queue, LONG, LONG, LONG);
    simulation.run(WHILE);
    assertThat(queue.isBrief(1)).isTrue();
  }

  /** Returns a batcher that two callers have called for a while. */
  private BatchQueue<Integer, Integer> called(long nanosPerRow, BatchPolicy policy) {
    BatchQueue<Integer, Integer> queue = batcher(policy);
    Callers.closedLoop(simulation, queue, (rows, parallel, now) -> rows * nanosPerRow, 2);
    simulation.run(WHILE);
    return queue;
  }

  private BatchQueue<Integer, Integer> batcher(BatchPolicy policy) {
    return simulation.batcher(
        MicroBatcher.<Integer, Integer>builder("f", (items, call) -> items).policy(policy));
  }

  private static void ran(BatchQueue<Integer, Integer> queue, long... nanos) {
    for (long each : nanos) {
      queue.ranDirectly(1, 0, each);
    }
  }
}
