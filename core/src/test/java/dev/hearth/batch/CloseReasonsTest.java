package dev.hearth.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Deadline;
import dev.hearth.batch.Simulation.Machine;
import dev.hearth.function.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each reason to close a batch, and what leads to it, in virtual time. */
class CloseReasonsTest {

  private static final long MILLI = 1_000_000;

  /** A batch takes the same however many rows it has. */
  private static final Machine FREE_ROWS = (rows, parallel, now) -> 10 * MILLI;

  /** A batch takes as long as its rows would one by one. */
  private static final Machine NOTHING_TO_GAIN = (rows, parallel, now) -> rows * (10 * MILLI);

  private final Simulation simulation = new Simulation(1);
  private final List<Batch<?, ?>> batches = new ArrayList<>();

  @Test
  void full_asManyRowsAsABatchMayHave() {
    submit(fixed(4, 1000), FREE_ROWS, null, 9);
    simulation.run(Duration.ofMillis(100));
    assertThat(reasons()).containsExactly(CloseReason.FULL, CloseReason.FULL);
    assertThat(batches).allMatch(batch -> batch.rows == 4);
  }

  @Test
  void waitOver_tooFewCameInTheTimeOfAFixedPolicy() {
    submit(fixed(4, 10), FREE_ROWS, null, 3);
    simulation.run(Duration.ofMillis(100));
    assertThat(reasons()).containsExactly(CloseReason.WAIT_OVER);
    assertThat(batches.get(0).oldestNanos).isEqualTo(10 * MILLI);
  }

  @Test
  void deadline_isNearerThanTheEndOfTheWait() {
    BatchQueue<Work, Integer> queue = fixed(4, 1000);
    submit(queue, FREE_ROWS, null, 4); // Tells what a batch takes.
    simulation.run(Duration.ofMillis(100));
    submit(queue, FREE_ROWS, Duration.ofMillis(50), 1);
    simulation.run(Duration.ofMillis(100));
    assertThat(reasons()).containsExactly(CloseReason.FULL, CloseReason.DEADLINE);
    assertThat(batches.get(1).oldestNanos).isBetween(MILLI, 49 * MILLI);
  }

  @Test
  void drain_doesNotWaitOutTheTime() {
    submit(fixed(4, 1000), FREE_ROWS, null, 3);
    simulation.at(MILLI, simulation::drain);
    simulation.run(Duration.ofMillis(100));
    assertThat(reasons()).containsExactly(CloseReason.DRAIN);
    assertThat(batches.get(0).oldestNanos).isEqualTo(MILLI);
  }

  @Test
  void retry_partsOfABatchThatFailed() {
    BatchQueue<Work, Integer> queue = fixed(4, 1000);
    List<Work> items = new ArrayList<>(IntStream.range(0, 3).mapToObj(Work::of).toList());
    items.add(Work.of(3).poison());
    simulation.submit(queue, FREE_ROWS, items, new Call("r", Deadline.none()), answers -> {});
    simulation.run(Duration.ofMillis(100));
    assertThat(reasons().subList(1, batches.size())).isNotEmpty().containsOnly(CloseReason.RETRY);
  }

  @Test
  void idleEngine_nobodyElseIsHereOrExpected() {
    submit(adaptive(), FREE_ROWS, null, 1);
    simulation.run(Duration.ofMillis(100));
    assertThat(reasons()).containsExactly(CloseReason.IDLE_ENGINE);
    assertThat(batches.get(0).oldestNanos).isZero();
  }

  @Test
  void noGain_largerBatchesAnswerNoMoreInTheSameTime() {
    closedLoop(NOTHING_TO_GAIN, 16, 60_000);
    assertThat(share(CloseReason.NO_GAIN)).isGreaterThan(.9);
    assertThat(batches.subList(100, 200)).allMatch(batch -> batch.rows <= 2);
  }

  @Test
  void expectedWait_othersComeBackTooLate() {
    closedLoop(FREE_ROWS, 3, 25 * MILLI);
    assertThat(reasons()).contains(CloseReason.EXPECTED_WAIT);
  }

  @Test
  void fairShare_anotherTenantWouldWaitForALargerBatch() {
    BatchQueue<Integer, Integer> queue =
        simulation.batcher(MicroBatcher.builder("f", (items, call) -> items));
    Machine machine = Machines.line(2, 6, 2, 6);
    Callers.closedLoop(simulation, queue, machine, 40, "a");
    simulation.run(Duration.ofSeconds(2));
    assertThat(simulation.reasons).doesNotContainKey(CloseReason.FAIR_SHARE);
    Callers.closedLoop(simulation, queue, machine, 40, "b");
    simulation.run(Duration.ofSeconds(2));
    assertThat(simulation.reasons).containsKey(CloseReason.FAIR_SHARE);
  }

  @Test
  void allowedSize_theNextOneIsNotInSight() {
    BatchQueue<Work, Integer> queue = watched(Work.batcher().allowedSizes(4, 8));
    for (int i = 0; i < 5; i++) {
      submit(queue, FREE_ROWS, null, 6);
      simulation.run(Duration.ofMillis(100));
    }
    assertThat(batches)
        .filteredOn(batch -> batch.reason == CloseReason.ALLOWED_SIZE)
        .isNotEmpty()
        .allMatch(batch -> batch.rows == 4);
  }

  @Test
  void reasons_haveATestEach() {
    Set<String> tests = new TreeSet<>();
    for (var method : CloseReasonsTest.class.getDeclaredMethods()) {
      if (method.isAnnotationPresent(Test.class)) {
        tests.add(method.getName().replaceAll("_.*", "").toLowerCase(Locale.ROOT));
      }
    }
    assertThat(EnumSet.allOf(CloseReason.class))
        .allMatch(
            reason -> tests.contains(reason.name().replace("_", "").toLowerCase(Locale.ROOT)));
  }

  private void closedLoop(Machine machine, int callers, long thinkNanos) {
    BatchQueue<Work, Integer> queue = watched(Work.batcher());
    for (int i = 0; i < callers; i++) {
      simulation.after(i * (7 * MILLI), () -> again(queue, machine, thinkNanos));
    }
    simulation.run(Duration.ofSeconds(5));
  }

  private void again(BatchQueue<Work, Integer> queue, Machine machine, long thinkNanos) {
    simulation.submit(
        queue,
        machine,
        List.of(Work.of(1)),
        new Call("r", Deadline.none()),
        answers -> simulation.after(thinkNanos, () -> again(queue, machine, thinkNanos)));
  }

  private void submit(
      BatchQueue<Work, Integer> queue, Machine machine, @Nullable Duration deadline, int items) {
    Deadline until =
        deadline == null ? Deadline.none() : Deadline.after(deadline, simulation.ticker);
    simulation.submit(
        queue,
        machine,
        IntStream.range(0, items).mapToObj(Work::of).toList(),
        new Call("r", until),
        answers -> {});
  }

  private BatchQueue<Work, Integer> fixed(int size, int waitMillis) {
    return watched(Work.batcher().policy(BatchPolicy.fixed(size, Duration.ofMillis(waitMillis))));
  }

  private BatchQueue<Work, Integer> adaptive() {
    return watched(Work.batcher());
  }

  private BatchQueue<Work, Integer> watched(MicroBatcherBuilder<Work, Integer> builder) {
    simulation.onBatch(batches::add);
    return simulation.batcher(builder, Work::run);
  }

  private List<CloseReason> reasons() {
    return batches.stream().map(batch -> batch.reason).toList();
  }

  private double share(CloseReason reason) {
    return reasons().stream().filter(other -> other == reason).count() / (double) batches.size();
  }
}
