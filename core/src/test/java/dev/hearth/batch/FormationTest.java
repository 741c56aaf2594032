package dev.hearth.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Deadline;
import dev.hearth.function.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which items go together, and when. */
class FormationTest {

  private static final long MILLI = 1_000_000;

  private final Simulation simulation = new Simulation(1);
  private final List<List<Integer>> batches = new ArrayList<>();
  private final List<Long> moments = new ArrayList<>();
  private long runMillis = 1;

  @Test
  void batch_limit_countsRowsNotItems() {
    BatchQueue<Work, Integer> queue = batcher(Work.batcher().maxBatch(8).policy(untilFull()));
    submit(queue, Work.rows(1, 3), Work.rows(2, 3), Work.rows(3, 3), Work.rows(4, 3));
    simulation.drain();
    simulation.run(Duration.ofMillis(10));
    assertThat(batches).containsExactly(List.of(1, 2), List.of(3, 4));
    assertThat(simulation.sizes.keySet()).containsExactly(6);
  }

  @Test
  void batch_itemOfMoreRowsThanABatchMayHave_runsAlone() {
    BatchQueue<Work, Integer> queue = batcher(Work.batcher().maxBatch(8).policy(untilFull()));
    submit(queue, Work.rows(1, 20), Work.of(2));
    simulation.drain();
    simulation.run(Duration.ofMillis(10));
    assertThat(batches).containsExactly(List.of(1), List.of(2));
  }

  @Test
  void retry_partOfUnevenItems_staysWithinTheLimit() {
    BatchQueue<Work, Integer> queue = batcher(Work.batcher().maxBatch(18).policy(untilFull()));
    runMillis = 100;
    submit(queue, Work.rows(0, 18));
    simulation.run(Duration.ofMillis(100));
    runMillis = 1; // What fails now fails quickly, so innocent items go along.
    List<Work> uneven = List.of(Work.rows(1, 8), Work.rows(2, 8).poison(), Work.of(3), Work.of(4));
    submit(queue, uneven.toArray(Work[]::new));
    for (int i = 5; i < 30; i++) {
      submit(queue, Work.of(i));
    }
    simulation.drain();
    simulation.run(Duration.ofSeconds(1));
    assertThat(simulation.sizes.keySet()).allMatch(rows -> rows <= 18);
    assertThat(simulation.reasons).containsKey(CloseReason.RETRY);
  }

  @Test
  void fixedWait_laterItemsHaveEarlierDeadlines_oldestDoesNotWaitLonger() {
    BatchQueue<Work, Integer> queue = batcher(Work.batcher().policy(waiting(10)));
    simulation.at(0, () -> submit(queue, Work.of(0)));
    for (int i = 1; i < 10; i++) {
      int id = i;
      simulation.at(9L * i * MILLI, () -> submit(queue, in(1000 - 100 * id), Work.of(id)));
    }
    simulation.run(Duration.ofMillis(20));
    assertThat(batches.get(0)).contains(0);
    assertThat(moments.get(0)).isEqualTo(10 * MILLI);
  }

  @Test
  void fixedWait_itemsOfAnotherLengthHaveEarlierDeadlines_oldestDoesNotWaitLonger() {
    BatchQueue<Work, Integer> queue = batcher(Work.batcher().policy(waiting(10)));
    simulation.at(0, () -> submit(queue, Work.length(0, 500)));
    simulation.at(5 * MILLI, () -> submit(queue, in(1000), Work.length(1, 10)));
    simulation.run(Duration.ofMillis(40));
    assertThat(batches).containsExactly(List.of(0), List.of(1));
    assertThat(moments).containsExactly(10 * MILLI, 15 * MILLI);
  }

  @Test
  void fixedSize_itemsOfAnotherLengthAreEnough_doNotWaitForTheFirst() {
    BatchQueue<Work, Integer> queue = batcher(Work.batcher().policy(untilFull()));
    simulation.at(0, () -> submit(queue, Work.length(0, 500), Work.length(1, 500)));
    simulation.at(MILLI, () -> submit(queue, in(1000), Work.length(99, 10)));
    for (int i = 2; i < 18; i++) {
      int id = i;
      simulation.at(2 * MILLI, () -> submit(queue, Work.length(id, 500)));
    }
    simulation.run(Duration.ofMillis(10));
    assertThat(batches).hasSize(1);
    assertThat(batches.get(0)).hasSize(18).doesNotContain(99);
  }

  private static BatchPolicy untilFull() {
    return BatchPolicy.fixed(18, Duration.ofHours(1));
  }

  private static BatchPolicy waiting(int millis) {
    return BatchPolicy.fixed(100, Duration.ofMillis(millis));
  }

  private static Duration in(int millis) {
    return Duration.ofMillis(millis);
  }

  private BatchQueue<Work, Integer> batcher(MicroBatcherBuilder<Work, Integer> builder) {
    simulation.onBatch(this::note);
    return simulation.batcher(builder, Work::run);
  }

  private void submit(BatchQueue<Work, Integer> queue, Work... items) {
    submit(queue, null, items);
  }

  private void submit(BatchQueue<Work, Integer> queue, @Nullable Duration deadline, Work... items) {
    Deadline until =
        deadline == null ? Deadline.none() : Deadline.after(deadline, simulation.ticker);
    simulation.submit(
        queue,
        (rows, parallel, now) -> runMillis * MILLI,
        List.of(items),
        new Call("r", until),
        answers -> {});
  }

  private void note(Batch<?, ?> batch) {
    batches.add(batch.items.stream().map(item -> ((Work) item.value).id()).toList());
    moments.add(simulation.now());
  }
}
