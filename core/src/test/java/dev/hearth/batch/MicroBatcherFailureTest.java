package dev.hearth.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Caller;
import dev.hearth.Deadline;
import dev.hearth.InvalidInputException;
import dev.hearth.OverloadedException;
import dev.hearth.Ticker;
import dev.hearth.function.Call;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What fails reaches those it is about, and nothing of it is left behind. */
class MicroBatcherFailureTest {

  private final StagedRunner runner = new StagedRunner();
  private final BatchScheduler scheduler = BatchScheduler.of(2, Ticker.system());

  @Test
  void run_aloneAndNoResults_failsEachItem() {
    MicroBatcher<Integer, Integer> batcher =
        MicroBatcher.<Integer, Integer>builder("f", (items, call) -> Results.none())
            .scheduler(scheduler)
            .build();
    Answers<Integer> answers = batcher.run(List.of(1, 2), call());
    for (int i = 0; i < 2; i++) {
      assertThat(Results.failure(answers, i))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("results of function 'f': none (expected: one for each of 2 items)");
    }
    assertFree();
  }

  @Test
  void run_aloneAndThrowsWhatIsNotDeclared_failsTheItemAndFreesTheScheduler() {
    IOException failure = new IOException("disk");
    runner.fail(1, failure);
    assertThat(Results.failure(batcher().run(List.of(1), call()), 0)).isSameAs(failure);
    assertFree();
  }

  @Test
  void leave_whileOneOfItsFailedItemsIsRunAgain_leavesNothingBehind() {
    runner.fail(2, new InvalidInputException("two"));
    MicroBatcher<Integer, Integer> batcher = batcher();
    AtomicBoolean stays = new AtomicBoolean();
    StagedRunner.Hold first = runner.hold(2);
    Caller<Answers<Integer>> caller =
        Caller.of(
            () -> {
              Answers<Integer> answers = batcher.run(List.of(1, 2), call());
              stays.set(Thread.interrupted());
              return answers;
            });
    first.awaitReached();
    StagedRunner.Hold again = runner.holdNext(2);
    first.release();
    again.awaitReached();
    caller.awaitWaitingIn(MicroBatcher.class).interrupt();
    Answers<Integer> answers = caller.result();
    assertThat(stays).isTrue();
    assertThat(answers.outcomes().get(0).orThrow()).isEqualTo(10);
    assertThat(Results.failure(answers, 1)).isInstanceOf(OverloadedException.class);
    again.release();
    assertFree();
  }

  private MicroBatcher<Integer, Integer> batcher() {
    return MicroBatcher.builder("f", runner).scheduler(scheduler).build();
  }

  /** Nothing waits or runs, and the next caller runs its item itself. */
  private void assertFree() {
    assertThat(scheduler.drain(Deadline.after(Caller.PATIENCE))).isTrue();
    StagedRunner other = new StagedRunner();
    Answers<Integer> answers =
        MicroBatcher.builder("g", other).scheduler(scheduler).build().run(List.of(5), call());
    assertThat(Results.of(answers)).containsExactly(50);
    assertThat(other.runs().get(0).thread()).isEqualTo(Thread.currentThread());
  }

  private static Call call() {
    return new Call("r", Deadline.none());
  }
}
