package dev.hearth.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withPrecision;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several batchers on the same processors. */
class SharesTest {

  private final Simulation simulation = new Simulation(1);
  private final Map<String, Double> nanos = new HashMap<>();

  @Test
  void batchers_ofEqualWeight_haveEqualTime() {
    closedLoop(batcher("fast", 1), 1);
    closedLoop(batcher("slow", 1), 5);
    simulation.run(Duration.ofSeconds(10));
    assertThat(share("slow")).isEqualTo(.5, withPrecision(.05));
  }

  @Test
  void batchers_ofDifferentWeight_haveTimeByTheirWeights() {
    closedLoop(batcher("light", 1), 1);
    closedLoop(batcher("heavy", 3), 1);
    simulation.run(Duration.ofSeconds(10));
    assertThat(share("heavy")).isEqualTo(.75, withPrecision(.05));
  }

  /** Ray holds one lock while it makes a batch, so a slow model keeps all others from theirs. */
  @Test
  void batchers_oneIsSlow_theOtherWaitsForOneOfItsBatchesAtMost() {
    closedLoop(batcher("slow", 1), 20);
    BatchQueue<Integer, Integer> other = batcher("other", 1);
    simulation.run(Duration.ofSeconds(2));
    long before = simulation.now();
    long[] answeredAt = new long[1];
    simulation.after(
        0,
        () ->
            simulation.call(
                other, machine("other", 1), null, "", good -> answeredAt[0] = simulation.now()));
    simulation.run(Duration.ofSeconds(5));
    double longestBatch = 20e6 * 32;
    assertThat((double) answeredAt[0] - before).isBetween(0.0, longestBatch);
  }

  @Test
  void batchers_oneIsAddedLater_isNotOwedWhatTheOthersGotBefore() {
    closedLoop(batcher("first", 1), 1);
    simulation.run(Duration.ofSeconds(10));
    closedLoop(batcher("later", 1), 1);
    nanos.clear();
    simulation.run(Duration.ofSeconds(5));
    assertThat(share("later")).isEqualTo(.5, withPrecision(.05));
  }

  @Test
  void batchers_oneComesBack_isNotOwedWhatTheOthersGotMeanwhile() {
    closedLoop(batcher("first", 1), 1);
    BatchQueue<Integer, Integer> other = batcher("returning", 1);
    simulation.after(
        0, () -> simulation.call(other, machine("returning", 1), null, "", good -> {}));
    simulation.run(Duration.ofSeconds(10));
    closedLoop(other, 1);
    nanos.clear();
    simulation.run(Duration.ofSeconds(5));
    assertThat(share("returning")).isEqualTo(.5, withPrecision(.05));
  }

  private BatchQueue<Integer, Integer> batcher(String name, double weight) {
    return simulation.batcher(
        MicroBatcher.<Integer, Integer>builder(name, (items, call) -> items)
            .weight(weight)
            .maxBatch(4));
  }

  private void closedLoop(BatchQueue<Integer, Integer> queue, double millisPerRow) {
    Callers.closedLoop(simulation, queue, machine(queue.settings().name(), millisPerRow), 16);
  }

  private Simulation.Machine machine(String name, double millisPerRow) {
    return (rows, parallel, now) -> {
      double took = 1e6 * millisPerRow * (rows + 1);
      nanos.merge(name, took, Double::sum);
      return (long) took;
    };
  }

  /** Returns a batcher's part of the time of all. */
  private double share(String name) {
    double all = nanos.values().stream().mapToDouble(Double::doubleValue).sum();
    return nanos.getOrDefault(name, 0.0) / all;
  }
}
