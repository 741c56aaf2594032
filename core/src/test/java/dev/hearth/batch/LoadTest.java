package dev.hearth.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withPrecision;

import dev.hearth.Deadline;
import dev.hearth.batch.Simulation.Machine;
import dev.hearth.function.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** How callers fare under loads that change, that are too high, or that are others'. */
class LoadTest {

  private static final Duration DEADLINE = Duration.ofMillis(100);
  private static final Machine MACHINE = Machines.WEIGHT_BOUND;

  private final Simulation simulation = new Simulation(2);

  @Test
  void oneCaller_neverWaits() {
    Callers.closedLoop(simulation, batcher(), MACHINE, 1);
    simulation.run(Duration.ofSeconds(5));
    assertThat(simulation.latencies).hasSizeGreaterThan(1000).containsOnly(MACHINE.nanos(1, 1, 0));
    assertThat(simulation.sizes.keySet()).containsExactly(1);
  }

  @Test
  void rate_goesUpAndDownFourfold_almostAllAreAnsweredInTime() {
    BatchQueue<Integer, Integer> queue = batcher();
    Duration step = Duration.ofSeconds(3);
    for (int perSecond : new int[] {400, 1600, 400}) {
      Callers.poisson(simulation, queue, MACHINE, perSecond, DEADLINE, "", step);
      simulation.run(step);
    }
    simulation.run(DEADLINE);
    assertThat(simulation.servedLate).isZero();
    assertThat(simulation.late + simulation.refused).isLessThan(simulation.answered / 100);
  }

  @Test
  void overload_twiceWhatTheMachineCan_mostOfThatIsAnsweredAndHardlyAnyLate() {
    double capacity = capacity();
    Duration lasting = Duration.ofSeconds(6);
    Callers.poisson(simulation, batcher(), MACHINE, 2 * capacity, DEADLINE, "", lasting);
    simulation.run(Duration.ofSeconds(2));
    int before = simulation.answered;
    simulation.run(Duration.ofSeconds(4));
    assertThat((simulation.answered - before) / 4.0).isGreaterThan(.9 * capacity);
    assertThat(simulation.servedLate).isLessThan(simulation.answered / 100);
  }

  /** BentoML runs the newest first once it is late, and cancels the oldest for ever. */
  @Test
  void overload_sameTimeForAll_theOldestGoFirst() {
    BatchQueue<Integer, Integer> queue = batcher();
    List<Integer> order = new ArrayList<>();
    simulation.onBatch(batch -> batch.items.forEach(item -> order.add((Integer) item.value)));
    for (int i = 0; i < 2000; i++) {
      int id = i;
      simulation.at(
          i * 150_000L,
          () -> {
            Deadline deadline = Deadline.after(DEADLINE, simulation.ticker);
            simulation.submit(queue, MACHINE, List.of(id), new Call("r", deadline), answers -> {});
          });
    }
    simulation.run(Duration.ofSeconds(1));
    assertThat(order).hasSizeGreaterThan(500).isSorted();
  }

  @Test
  void tenants_bothAreBusy_shareBatchesAsLargeAsOneTenants() {
    BatchQueue<Integer, Integer> queue = batcher();
    Callers.closedLoop(simulation, queue, MACHINE, 16, "one");
    Callers.closedLoop(simulation, queue, MACHINE, 16, "other");
    simulation.run(Duration.ofSeconds(4));
    int before = simulation.answered;
    simulation.run(Duration.ofSeconds(4));
    assertThat((simulation.answered - before) / 4.0).isGreaterThan(.9 * capacity(32));
  }

  @Test
  void tenants_oneFloods_theOtherWaitsForABatchOrTwo() {
    BatchQueue<Integer, Integer> queue = batcher();
    Callers.closedLoop(simulation, queue, MACHINE, 200, "flood");
    simulation.run(Duration.ofSeconds(2));
    List<Long> latencies = new ArrayList<>();
    everyMillis(10, () -> timed(queue, "quiet", latencies::add), 200);
    simulation.run(Duration.ofSeconds(3));
    assertThat(latencies).hasSize(200);
    long longest = MACHINE.nanos(32, 2, 0);
    assertThat(latencies).allSatisfy(nanos -> assertThat(nanos).isLessThan(2 * longest));
  }

  @Test
  void tenants_oneFloodsAModelThatGainsLittle_theOtherWaitsForAShortBatch() {
    Machine machine = Machines.SHORT_TEXTS;
    BatchQueue<Integer, Integer> queue = batcher();
    Callers.poisson(simulation, queue, machine, 600, DEADLINE, "flood", Duration.ofSeconds(6));
    simulation.run(Duration.ofSeconds(2));
    List<Long> latencies = new ArrayList<>();
    everyMillis(
        20,
        () -> {
          long begun = simulation.now();
          simulation.call(
              queue, machine, DEADLINE, "quiet", good -> latencies.add(simulation.now() - begun));
        },
        150);
    simulation.run(Duration.ofSeconds(4));
    latencies.sort(null);
    assertThat(latencies).hasSize(150);
    assertThat(latencies.get(142)).isLessThan(5 * machine.nanos(1, 1, 0) / 2);
  }

  @Test
  void tenants_oneFloodsBeyondWhatFits_theOtherIsNeverRefused() {
    BatchQueue<Integer, Integer> queue =
        simulation.batcher(
            MicroBatcher.<Integer, Integer>builder("f", (items, call) -> items).maxQueued(40));
    Duration lasting = Duration.ofSeconds(4);
    Callers.poisson(simulation, queue, MACHINE, 2 * capacity(), null, "flood", lasting);
    List<Long> latencies = new ArrayList<>();
    everyMillis(10, () -> timed(queue, "quiet", latencies::add), 300);
    simulation.run(lasting);
    assertThat(simulation.refused).isPositive();
    assertThat(latencies).hasSize(300);
  }

  @Test
  void tenants_ofDifferentWeight_areServedByTheirWeights() {
    BatchQueue<Integer, Integer> queue =
        simulation.batcher(
            MicroBatcher.<Integer, Integer>builder("f", (items, call) -> items)
                .maxBatch(8)
                .tenantWeights(tenant -> tenant.equals("heavy") ? 3 : 1));
    Map<String, Integer> served = new HashMap<>();
    simulation.onBatch(
        batch -> batch.items.forEach(item -> served.merge(item.from.tenant(), 1, Integer::sum)));
    Callers.closedLoop(simulation, queue, MACHINE, 64, "heavy");
    Callers.closedLoop(simulation, queue, MACHINE, 64, "light");
    simulation.run(Duration.ofSeconds(4));
    double share = served.getOrDefault("heavy", 0) / (double) simulation.answered;
    assertThat(share).isEqualTo(.75, withPrecision(.04));
  }

  private void timed(BatchQueue<Integer, Integer> queue, String tenant, Consumer<Long> latency) {
    long begun = simulation.now();
    simulation.call(
        queue, MACHINE, null, tenant, answered -> latency.accept(simulation.now() - begun));
  }

  private void everyMillis(int millis, Runnable action, int times) {
    for (int i = 0; i < times; i++) {
      simulation.after(1_000_000L * millis * i, action);
    }
  }

  private BatchQueue<Integer, Integer> batcher() {
    return simulation.batcher(MicroBatcher.builder("f", (items, call) -> items));
  }

  private static double capacity() {
    return capacity(64);
  }

  private static double capacity(int callers) {
    Simulation closed = new Simulation(2);
    Callers.closedLoop(
        closed,
        closed.batcher(MicroBatcher.builder("f", (items, call) -> items)),
        MACHINE,
        callers);
    closed.run(Duration.ofSeconds(2));
    int before = closed.answered;
    closed.run(Duration.ofSeconds(4));
    return (closed.answered - before) / 4.0;
  }
}
