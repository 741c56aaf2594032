package dev.hearth.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Caller;
import dev.hearth.Deadline;
import dev.hearth.Ticker;
import dev.hearth.function.Call;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How a scheduler is emptied. */
class DrainTest {

  private final RecordedThreads threads = new RecordedThreads();
  private final StagedRunner runner = new StagedRunner();
  private final BatchScheduler scheduler = BatchScheduler.of(1, Ticker.system(), threads);

  @Test
  void drain_itemsWaitForAnHour_areRunAtOnceAndTheThreadsEnd() {
    MicroBatcher<Integer, Integer> batcher = fixedForAnHour();
    List<Caller<Answers<Integer>>> callers =
        IntStream.range(0, 3).mapToObj(i -> waiting(batcher, i)).toList();
    assertThat(scheduler.drain(Deadline.none())).isTrue();
    for (Caller<Answers<Integer>> caller : callers) {
      assertThat(caller.result().reason()).contains(CloseReason.DRAIN);
      assertThat(caller.result().batchRows()).isEqualTo(3);
    }
    threads.awaitEnd();
    assertFree();
  }

  @Test
  void drain_aRunDoesNotEnd_givesUpAtItsDeadline() {
    MicroBatcher<Integer, Integer> batcher = adaptive();
    StagedRunner.Hold hold = runner.hold(1);
    Caller<Answers<Integer>> running = Caller.of(() -> batcher.run(List.of(1), call()));
    hold.awaitReached();
    assertThat(scheduler.drain(Deadline.after(Duration.ofMillis(10)))).isFalse();
    hold.release();
    assertThat(Results.of(running.result())).containsExactly(10);
    assertFree();
  }

  @Test
  void drain_interrupted_givesUpAndStaysInterrupted() {
    MicroBatcher<Integer, Integer> batcher = adaptive();
    StagedRunner.Hold hold = runner.hold(1);
    Caller<Answers<Integer>> running = Caller.of(() -> batcher.run(List.of(1), call()));
    hold.awaitReached();
    Caller<List<Boolean>> draining =
        Caller.of(
                () ->
                    List.of(
                        scheduler.drain(Deadline.none()), Thread.currentThread().isInterrupted()))
            .awaitWaitingIn(BatchScheduler.class);
    draining.interrupt();
    assertThat(draining.result()).containsExactly(false, true);
    hold.release();
    running.result();
  }

  private Caller<Answers<Integer>> waiting(MicroBatcher<Integer, Integer> batcher, int item) {
    return Caller.of(() -> batcher.run(List.of(item), call()))
        .awaitWaitingIn(MicroBatcher.class, "park");
  }

  private void assertFree() {
    assertThat(scheduler.drain(Deadline.after(Caller.PATIENCE))).isTrue();
  }

  private MicroBatcher<Integer, Integer> fixedForAnHour() {
    return MicroBatcher.builder("f", runner)
        .scheduler(scheduler)
        .policy(BatchPolicy.fixed(100, Duration.ofHours(1)))
        .build();
  }

  private MicroBatcher<Integer, Integer> adaptive() {
    return MicroBatcher.builder("f", runner).scheduler(scheduler).build();
  }

  private static Call call() {
    return new Call("r", Deadline.none());
  }
}
