package dev.hearth.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Deadline;
import dev.hearth.Ticker;
import dev.hearth.function.Call;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Only the sizes that are allowed go out, but for a rest that is less than all of them. */
class AllowedSizesTest {

  @Test
  void run_oneRowMoreThanTheLargestAllowedSize_goesInTwoBatches() {
    StagedRunner runner = new StagedRunner();
    MicroBatcher<Integer, Integer> batcher =
        MicroBatcher.builder("f", runner)
            .scheduler(BatchScheduler.of(1, Ticker.system()))
            .allowedSizes(4, 8)
            .build();
    List<Integer> nine = IntStream.range(0, 9).boxed().toList();
    Answers<Integer> answers = batcher.run(nine, new Call("r", Deadline.none()));
    assertThat(Results.of(answers)).containsExactly(0, 10, 20, 30, 40, 50, 60, 70, 80);
    assertThat(runner.batches()).allMatch(batch -> List.of(1, 4, 8).contains(batch.size()));
  }

  @Test
  void closedLoop_manyCallers_fillTheLargestAllowedSize() {
    Simulation simulation = new Simulation(1);
    BatchQueue<Integer, Integer> queue =
        simulation.batcher(
            MicroBatcher.<Integer, Integer>builder("f", (items, call) -> items).allowedSizes(4, 8));
    Callers.closedLoop(simulation, queue, Machines.WEIGHT_BOUND, 32);
    simulation.run(Duration.ofSeconds(5));
    assertThat(simulation.sizes.keySet()).isSubsetOf(1, 2, 3, 4, 8);
    int eights = simulation.sizes.getOrDefault(8, 0);
    assertThat(8.0 * eights / simulation.answered).isGreaterThan(0.9);
    assertThat(simulation.reasons).containsKey(CloseReason.ALLOWED_SIZE);
  }
}
