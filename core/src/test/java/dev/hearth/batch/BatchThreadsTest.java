package dev.hearth.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Caller;
import dev.hearth.Deadline;
import dev.hearth.Ticker;
import dev.hearth.function.Call;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The threads of a scheduler: when they begin, when they end, and what if they cannot. */
class BatchThreadsTest {

  private final RecordedThreads threads = new RecordedThreads();
  private final StagedRunner runner = new StagedRunner();

  @Test
  void drain_callComesWhileIdleThreadsAreToldToEnd_isAnswered() {
    HeldTicker ticker = new HeldTicker();
    BatchScheduler scheduler = BatchScheduler.of(2, ticker, threads);
    MicroBatcher<Integer, Integer> batcher = oneByOne(scheduler).build();
    batcher.run(List.of(1, 2), call());
    threads.awaitIdle();
    Caller<Boolean> draining =
        Caller.of(
            () -> {
              ticker.holdMe();
              return scheduler.drain(Deadline.none());
            });
    ticker.awaitReached();
    Caller<Answers<Integer>> next =
        Caller.of(() -> batcher.run(List.of(3, 4), call())).awaitWaitingIn(BatchScheduler.class);
    ticker.release();
    assertThat(Results.of(next.result())).containsExactly(30, 40);
    assertThat(draining.result()).isTrue();
  }

  @Test
  void drain_threadReportsItsBatch_endsWithoutWaitingForMore() {
    StagedRunner.Hold report = new StagedRunner().hold(0);
    BatchScheduler scheduler = BatchScheduler.of(2, Ticker.system(), threads);
    MicroBatcher<Integer, Integer> batcher =
        oneByOne(scheduler)
            .listener(
                ended -> {
                  if (threads.made().contains(Thread.currentThread())) {
                    report.reach();
                  }
                })
            .build();
    batcher.run(List.of(1, 2), call());
    report.awaitReached();
    assertThat(scheduler.drain(Deadline.none())).isTrue();
    report.release();
    threads.awaitEndWithoutWaiting();
  }

  @Test
  void run_noThreadCanBeStartedForAnothersBatch_isAnsweredByTheThreadThatIsThere() {
    threads.refuse();
    BatchScheduler scheduler = BatchScheduler.of(1, Ticker.system(), threads);
    MicroBatcher<Integer, Integer> batcher =
        MicroBatcher.builder("f", runner).scheduler(scheduler).build();
    StagedRunner.Hold first = runner.hold(1);
    Caller<Answers<Integer>> running = Caller.of(() -> batcher.run(List.of(1), call()));
    first.awaitReached();
    Caller<Answers<Integer>> waiting =
        Caller.of(() -> batcher.run(List.of(2), call())).awaitWaitingIn(MicroBatcher.class, "park");
    first.release();
    assertThat(Results.of(waiting.result())).containsExactly(20);
    assertThat(Results.of(running.result())).containsExactly(10);
    assertThat(threads.made()).isEmpty();
  }

  @Test
  void run_noThreadCanBeStartedToWatchTheTime_waitersDoSo() {
    threads.refuse();
    BatchScheduler scheduler = BatchScheduler.of(1, Ticker.system(), threads);
    MicroBatcher<Integer, Integer> batcher =
        MicroBatcher.builder("f", runner)
            .scheduler(scheduler)
            .policy(BatchPolicy.fixed(2, Duration.ofMillis(1)))
            .build();
    Caller<Answers<Integer>> waiting = Caller.of(() -> batcher.run(List.of(1), call()));
    assertThat(waiting.result().reason()).contains(CloseReason.WAIT_OVER);
    assertThat(threads.made()).isEmpty();
  }

  @Test
  void drain_noThreadCanBeStarted_runsWhatWaitsItself() {
    threads.refuse();
    BatchScheduler scheduler = BatchScheduler.of(1, Ticker.system(), threads);
    MicroBatcher<Integer, Integer> batcher =
        MicroBatcher.builder("f", runner)
            .scheduler(scheduler)
            .policy(BatchPolicy.fixed(2, Duration.ofHours(1)))
            .build();
    Caller<Answers<Integer>> waiting =
        Caller.of(() -> batcher.run(List.of(1), call())).awaitWaitingIn(MicroBatcher.class, "park");
    assertThat(scheduler.drain(Deadline.none())).isTrue();
    assertThat(waiting.result().reason()).contains(CloseReason.DRAIN);
    assertThat(runner.runs().get(0).thread()).isEqualTo(Thread.currentThread());
  }

  /** Runs each item in a batch of its own, so that other threads have to run some of them. */
  private MicroBatcherBuilder<Integer, Integer> oneByOne(BatchScheduler scheduler) {
    return MicroBatcher.builder("f", runner)
        .scheduler(scheduler)
        .policy(BatchPolicy.fixed(1, Duration.ZERO));
  }

  private static Call call() {
    return new Call("r", Deadline.none());
  }
}
