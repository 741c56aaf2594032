package dev.hearth.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.Caller;
import dev.hearth.Deadline;
import dev.hearth.DeadlineExceededException;
import dev.hearth.FakeTicker;
import dev.hearth.OverloadedException;
import dev.hearth.Ticker;
import dev.hearth.function.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Callers, each on a thread of its own, that meet in stages. */
class MicroBatcherTest {

  private static final Duration AN_HOUR = Duration.ofHours(1);

  private final RecordedThreads threads = new RecordedThreads();
  private final StagedRunner runner = new StagedRunner();
  private final BatchScheduler scheduler = BatchScheduler.of(1, Ticker.system(), threads);
  private final List<BatchReport> reports = new CopyOnWriteArrayList<>();

  @Test
  void run_loneCaller_runsOnItsOwnThreadAndNoOtherIsMade() {
    MicroBatcher<Integer, Integer> batcher = adaptive();
    for (int i = 0; i < 100; i++) {
      Answers<Integer> answers = batcher.run(List.of(i), call());
      assertThat(Results.of(answers)).containsExactly(10 * i);
      assertThat(answers.reason()).isEmpty();
      assertThat(answers.waitedNanos()).isZero();
    }
    assertThat(runner.runs()).allMatch(run -> run.thread() == Thread.currentThread());
    assertThat(threads.made()).isEmpty();
    assertThat(reports).isEmpty();
  }

  @Test
  void run_noItems_doesNothing() {
    assertThat(adaptive().run(List.of(), call()).outcomes()).isEmpty();
    assertThat(runner.runs()).isEmpty();
  }

  @Test
  void run_othersComeWhileOneRuns_goTogetherWhenItEnds() {
    MicroBatcher<Integer, Integer> batcher = fixed(3, AN_HOUR);
    StagedRunner.Hold first = runner.hold(1);
    Caller<Answers<Integer>> one = Caller.of(() -> batcher.run(List.of(1, 2, 3), call()));
    first.awaitReached();
    List<Caller<Answers<Integer>>> others =
        IntStream.rangeClosed(4, 6).mapToObj(i -> waiting(batcher, i)).toList();
    first.release();
    assertThat(Results.of(one.result())).containsExactly(10, 20, 30);
    for (int i = 0; i < 3; i++) {
      assertThat(Results.of(others.get(i).result())).containsExactly(40 + 10 * i);
      assertThat(others.get(i).result().batchRows()).isEqualTo(3);
    }
    assertThat(runner.batches().get(1)).containsExactly(4, 5, 6);
    threads.awaitIdle(); // Reports come after answers.
    assertThat(reports)
        .anySatisfy(
            report -> {
              assertThat(report.calls()).isEqualTo(3);
              assertThat(report.reason()).isEqualTo(CloseReason.FULL);
            });
  }

  @Test
  void run_secondCallerWhileTheFirstRunsAlone_isHandedToAThreadOfTheScheduler() {
    MicroBatcher<Integer, Integer> batcher = adaptive();
    StagedRunner.Hold hold = runner.hold(1);
    Caller<Answers<Integer>> first = Caller.of(() -> batcher.run(List.of(1), call()));
    hold.awaitReached();
    Caller<Answers<Integer>> second = waiting(batcher, 2);
    assertThat(threads.made()).isEmpty();
    hold.release();
    assertThat(Results.of(first.result())).containsExactly(10);
    assertThat(Results.of(second.result())).containsExactly(20);
    assertThat(threads.made()).containsExactly(runner.runs().get(1).thread());
    assertThat(threads.made().get(0).getName()).isEqualTo("hearth-batch");
    assertThat(threads.made().get(0).isDaemon()).isTrue();
  }

  @Test
  void run_itemsOfOneCallInSeveralBatches_comeBackInOrder() {
    MicroBatcher<Integer, Integer> batcher = fixed(3, Duration.ofMillis(1));
    List<Integer> items = IntStream.range(0, 20).boxed().toList();
    assertThat(Results.of(batcher.run(items, call())))
        .containsExactlyElementsOf(items.stream().map(i -> 10 * i).toList());
    assertThat(runner.batches()).hasSize(7).allMatch(batch -> batch.size() <= 3);
  }

  @Test
  void run_moreRowsThanABatchMayHave_goInSeveral() {
    MicroBatcher<Integer, Integer> batcher = builder().maxBatch(4).build();
    List<Integer> items = IntStream.range(0, 10).boxed().toList();
    assertThat(Results.of(batcher.run(items, call()))).hasSize(10).endsWith(90);
    assertThat(runner.batches()).allMatch(batch -> batch.size() <= 4);
  }

  @Test
  void run_callsOfSeveralTenants_standForAllOfThemWithTheLatestDeadline() {
    MicroBatcher<Integer, Integer> batcher = fixed(2, AN_HOUR);
    Call soon = new Call("soon", Deadline.after(Duration.ofMinutes(1))).forTenant("a");
    Call later = new Call("later", Deadline.after(Duration.ofMinutes(2))).forTenant("b");
    Caller<Answers<Integer>> one =
        Caller.of(() -> batcher.run(List.of(1), soon)).awaitWaitingIn(MicroBatcher.class, "park");
    batcher.run(List.of(2), later);
    one.result();
    Call seen = runner.runs().get(0).call();
    assertThat(seen.requestId()).isEqualTo("soon and 1 more");
    assertThat(seen.deadline()).isSameAs(later.deadline());
    assertThat(seen.tenant()).isEmpty();
  }

  @Test
  void leave_interruptedWhileWaiting_itsItemsLeaveAndTheInterruptStays() {
    MicroBatcher<Integer, Integer> batcher = fixed(2, AN_HOUR);
    AtomicBoolean interrupted = new AtomicBoolean();
    Caller<Answers<Integer>> leaving =
        Caller.of(
                () -> {
                  Answers<Integer> answers = batcher.run(List.of(1), call());
                  interrupted.set(Thread.currentThread().isInterrupted());
                  return answers;
                })
            .awaitWaitingIn(MicroBatcher.class, "park");
    leaving.interrupt();
    assertThat(Results.failure(leaving.result(), 0))
        .isInstanceOf(OverloadedException.class)
        .hasMessage(
            "function 'f': the waiting thread was interrupted (expected: to wait for its turn);"
                + " call again");
    assertThat(interrupted).isTrue();
    Caller<Answers<Integer>> next = waiting(batcher, 2);
    batcher.run(List.of(3), call());
    assertThat(Results.of(next.result())).containsExactly(20);
    assertThat(runner.batches()).containsExactly(List.of(2, 3));
  }

  @Test
  void leave_interruptedWhileItsItemRuns_theOthersOfTheBatchAreAnswered() {
    MicroBatcher<Integer, Integer> batcher = fixed(2, AN_HOUR);
    StagedRunner.Hold hold = runner.hold(2);
    Caller<Answers<Integer>> leaving = waiting(batcher, 1);
    Caller<Answers<Integer>> running = Caller.of(() -> batcher.run(List.of(2), call()));
    hold.awaitReached();
    leaving.interrupt();
    assertThat(Results.failure(leaving.result(), 0)).isInstanceOf(OverloadedException.class);
    hold.release();
    assertThat(Results.of(running.result())).containsExactly(20);
    assertFree();
  }

  @Test
  void deadline_passesWhileWaiting_itsItemsLeave() {
    MicroBatcher<Integer, Integer> batcher = fixed(2, AN_HOUR);
    StagedRunner.Hold hold = runner.hold(8);
    Caller<Answers<Integer>> running = Caller.of(() -> batcher.run(List.of(8, 9), call()));
    hold.awaitReached();
    Call hurried = new Call("r", Deadline.after(Duration.ofMillis(20)));
    Throwable failure = Results.failure(batcher.run(List.of(1), hurried), 0);
    assertThat(failure)
        .isInstanceOf(DeadlineExceededException.class)
        .message()
        .startsWith("deadline passed while waiting for function 'f' (budget 20 ms, used ");
    hold.release();
    assertThat(Results.of(running.result())).containsExactly(80, 90);
    assertThat(runner.batches()).containsExactly(List.of(8, 9));
    assertFree();
  }

  @Test
  void deadline_hadPassedBefore_isRefusedWithoutARun() {
    FakeTicker clock = new FakeTicker();
    BatchScheduler still = BatchScheduler.of(1, clock, threads);
    MicroBatcher<Integer, Integer> batcher =
        builder().scheduler(still).policy(BatchPolicy.fixed(2, AN_HOUR)).build();
    Call late = new Call("r", Deadline.after(Duration.ZERO, clock));
    assertThat(Results.failure(batcher.run(List.of(1), late), 0))
        .isInstanceOf(DeadlineExceededException.class)
        .hasMessage(
            "function 'f': 0.0 ms left after 0.0 ms of waiting, a run takes 0.0 ms (expected: time"
                + " to answer); send less at once, give calls more time or the function more"
                + " processors");
    assertThat(runner.runs()).isEmpty();
  }

  @Test
  void refused_call_leavesNothingBehind() {
    MicroBatcher<Integer, Integer> batcher =
        builder().policy(BatchPolicy.fixed(100, AN_HOUR)).maxQueued(2).build();
    Caller<Answers<Integer>> first = waiting(batcher, 1);
    waiting(batcher, 2);
    assertThatThrownBy(() -> batcher.run(List.of(3), call()))
        .isInstanceOf(OverloadedException.class);
    assertThat(scheduler.drain(Deadline.none())).isTrue();
    assertThat(Results.of(first.result())).containsExactly(10);
    assertThat(runner.batches()).containsExactly(List.of(1, 2));
    assertFree();
  }

  @Test
  void scheduler_oneBatcherIsHeld_anotherRunsInTheSlotThatIsLeft() {
    BatchScheduler two = BatchScheduler.of(2, Ticker.system(), threads);
    StagedRunner.Hold hold = runner.hold(1);
    MicroBatcher<Integer, Integer> held = builder().scheduler(two).build();
    Caller<Answers<Integer>> running = Caller.of(() -> held.run(List.of(1), call()));
    hold.awaitReached();
    MicroBatcher<Integer, Integer> other = MicroBatcher.builder("g", runner).scheduler(two).build();
    assertThat(Results.of(other.run(List.of(2), call()))).containsExactly(20);
    hold.release();
    running.result();
  }

  @Test
  void run_manyCallersAtOnce_eachHasItsOwnResult() {
    for (int slots = 1; slots <= 2; slots++) {
      BatchScheduler busy = BatchScheduler.of(slots, Ticker.system(), threads);
      MicroBatcher<Integer, Integer> batcher = builder().scheduler(busy).build();
      List<Caller<Boolean>> callers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        int mine = 1000 * i;
        callers.add(Caller.of(() -> ownResults(batcher, mine)));
      }
      assertThat(callers).allMatch(Caller::result);
      assertThat(busy.drain(Deadline.after(Caller.PATIENCE))).isTrue();
    }
  }

  @Test
  void of_wrongNumbers_areRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BatchScheduler.of(0, Ticker.system()))
        .withMessage("slots: 0 (expected: 1 or more)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().maxBatch(0))
        .withMessage("maxBatch: 0 (expected: 1 or more)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().maxQueued(-1))
        .withMessage("maxQueued: -1 (expected: 1 or more)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().allowedSizes(4, 0))
        .withMessage("allowedSizes: 0 (expected: 1 or more)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().weight(Double.NaN))
        .withMessage("weight: NaN (expected: more than 0)");
  }

  private static boolean ownResults(MicroBatcher<Integer, Integer> batcher, int from) {
    for (int i = from; i < from + 300; i++) {
      List<Integer> items = i % 3 == 0 ? List.of(i, i + 1) : List.of(i);
      List<Integer> expected = items.stream().map(item -> 10 * item).toList();
      if (!Results.of(batcher.run(items, call())).equals(expected)) {
        return false;
      }
    }
    return true;
  }

  private Caller<Answers<Integer>> waiting(MicroBatcher<Integer, Integer> batcher, int item) {
    return Caller.of(() -> batcher.run(List.of(item), call()))
        .awaitWaitingIn(MicroBatcher.class, "park");
  }

  /** Nothing waits or runs, and the next caller runs its item itself. */
  private void assertFree() {
    assertThat(scheduler.drain(Deadline.after(Caller.PATIENCE))).isTrue();
    StagedRunner other = new StagedRunner();
    MicroBatcher<Integer, Integer> batcher =
        MicroBatcher.builder("g", other).scheduler(scheduler).build();
    assertThat(Results.of(batcher.run(List.of(5), call()))).containsExactly(50);
    assertThat(other.runs().get(0).thread()).isEqualTo(Thread.currentThread());
  }

  private MicroBatcher<Integer, Integer> adaptive() {
    return builder().build();
  }

  private MicroBatcher<Integer, Integer> fixed(int size, Duration wait) {
    return builder().policy(BatchPolicy.fixed(size, wait)).build();
  }

  private MicroBatcherBuilder<Integer, Integer> builder() {
    return MicroBatcher.builder("f", runner).scheduler(scheduler).listener(reports::add);
  }

  private static Call call() {
    return new Call("r", Deadline.none());
  }
}
