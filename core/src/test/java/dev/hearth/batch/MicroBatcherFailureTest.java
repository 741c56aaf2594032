package dev.hearth.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.Caller;
import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.InvalidInputException;
import dev.hearth.ModelUnavailableException;
import dev.hearth.OverloadedException;
import dev.hearth.Ticker;
import dev.hearth.function.Call;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What fails reaches those it is about, and nothing of it is left behind. */
class MicroBatcherFailureTest {

  private final StagedRunner runner = new StagedRunner();
  private final BatchScheduler scheduler = BatchScheduler.of(2, Ticker.system());

  @Test
  void run_tenantWithoutAShare_isToldSoAndNobodyElseIsHarmed() {
    MicroBatcher<Integer, Integer> batcher =
        MicroBatcher.<Integer, Integer>builder("f", (items, call) -> items)
            .policy(BatchPolicy.fixed(2, Duration.ofMillis(1)))
            .scheduler(scheduler)
            .tenantWeights(tenant -> tenant.equals("none") ? 0 : 1)
            .build();
    Call call = new Call("r", Deadline.none());
    assertThatThrownBy(() -> batcher.run(List.of(1), call.forTenant("none")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "function 'f': weight of tenant 'none': 0.0 (expected: more than 0);"
                + " give every tenant a share");
    assertThat(Results.of(batcher.run(List.of(1), call.forTenant("some")))).containsExactly(1);
  }

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
    caller.awaitWaitingIn(MicroBatcher.class, "park").interrupt();
    Answers<Integer> answers = caller.result();
    assertThat(stays).isTrue();
    assertThat(answers.outcomes().get(0).orThrow()).isEqualTo(10);
    assertThat(Results.failure(answers, 1)).isInstanceOf(OverloadedException.class);
    again.release();
    assertFree();
  }

  /** DJL fails every caller of a batch by what one of its items did. */
  @Test
  void run_oneOfManyCallersSendsWhatFails_theOthersAreAnswered() {
    for (Throwable failure :
        List.of(
            new InvalidInputException("seven"),
            new IllegalStateException("seven"),
            new StackOverflowError("seven"),
            new IOException("seven"))) {
      StagedRunner fails = new StagedRunner();
      fails.fail(7, failure);
      MicroBatcher<Integer, Integer> batcher = tenAtOnce(fails);
      List<Caller<Answers<Integer>>> callers = callers(batcher);
      for (int i = 0; i < 10; i++) {
        Answers<Integer> answers = callers.get(i).result();
        if (i == 7) {
          assertThat(Results.failure(answers, 0)).isSameAs(failure);
        } else {
          assertThat(Results.of(answers)).containsExactly(10 * i);
        }
      }
      assertThat(fails.batches().get(0)).hasSize(10);
      assertThat(fails.batches()).hasSizeLessThan(10);
    }
    assertFree();
  }

  @Test
  void run_whatNoItemIsToBlameFor_failsAllWithoutAnotherRun() {
    ModelUnavailableException away = new ModelUnavailableException("away");
    runner.fail(7, away);
    List<Caller<Answers<Integer>>> callers = callers(tenAtOnce(runner));
    assertThat(callers)
        .allSatisfy(caller -> assertThat(Results.failure(caller.result(), 0)).isSameAs(away));
    assertThat(runner.runs()).hasSize(1);
    assertFree();
  }

  @Test
  void run_severalCallersAndTooFewResults_failsEachOfThem() {
    MicroBatcher<Integer, Integer> batcher = tenAtOnce((items, call) -> List.of(1));
    assertThat(callers(batcher))
        .allSatisfy(
            caller ->
                assertThat(Results.failure(caller.result(), 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("results of function 'f': 1 (expected: one for each of 10 items)"));
    assertFree();
  }

  @Test
  void run_aloneAndSomeItemsFail_exactlyTheyDo() {
    runner.fail(2, new InvalidInputException("two"));
    runner.fail(5, new InvalidInputException("five"));
    Answers<Integer> answers = batcher().run(List.of(0, 1, 2, 3, 4, 5, 6), call());
    assertThat(Results.failure(answers, 2)).hasMessage("two");
    assertThat(Results.failure(answers, 5)).hasMessage("five");
    for (int i : new int[] {0, 1, 3, 4, 6}) {
      assertThat(answers.outcomes().get(i).orThrow()).isEqualTo(10 * i);
    }
    assertFree();
  }

  @Test
  void run_listenerThrows_callersAreAnsweredAllTheSame() {
    MicroBatcher<Integer, Integer> batcher =
        MicroBatcher.builder("f", runner)
            .scheduler(scheduler)
            .policy(BatchPolicy.fixed(2, Duration.ofMillis(1)))
            .listener(
                report -> {
                  throw new IllegalStateException("listener");
                })
            .build();
    assertThat(Results.of(batcher.run(List.of(1, 2, 3), call()))).containsExactly(10, 20, 30);
    assertFree();
  }

  private MicroBatcher<Integer, Integer> tenAtOnce(BatchRunner<Integer, Integer> function) {
    return MicroBatcher.builder("f", function)
        .scheduler(scheduler)
        .policy(BatchPolicy.fixed(10, Duration.ofHours(1)))
        .build();
  }

  /** Ten callers of one item each, in the order of their numbers. */
  private static List<Caller<Answers<Integer>>> callers(MicroBatcher<Integer, Integer> batcher) {
    List<Caller<Answers<Integer>>> callers = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      int item = i;
      Caller<Answers<Integer>> caller = Caller.of(() -> batcher.run(List.of(item), call()));
      callers.add(i < 9 ? caller.awaitWaitingIn(MicroBatcher.class, "park") : caller);
    }
    return callers;
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
