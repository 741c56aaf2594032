package dev.hearth.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Deadline;
import dev.hearth.FakeTicker;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Trials in virtual time: a run takes as long as the test says. */
@Timeout(60)
class OverlapTrialTest {

  private static final Duration BUDGET = Duration.ofMillis(200);

  private final FakeTicker ticker = new FakeTicker(Duration.ofDays(1).toNanos());
  private final Deadline deadline = Deadline.after(BUDGET, ticker);
  private final RunsInFlight calls = new RunsInFlight();

  @Test
  void run_narrowDoesMore_isKept() {
    TrialOutcome outcome = trial(micros(1, 5000), micros(2, 8000));
    assertThat(outcome)
        .isEqualTo(
            new TrialOutcome(
                true,
                "2 at a time on a thread each do 250.0 runs/s, one at a time on 2 threads 200.0"
                    + " (expected: 1.05 times as many; rounds: 6)"));
  }

  @Test
  void run_narrowDoesATwentiethMore_isKept() {
    assertThat(trial(micros(1, 10_500), micros(2, 20_000)).separate()).isTrue();
  }

  @Test
  void run_narrowDoesLittleMore_isNotKept() {
    TrialOutcome outcome = trial(micros(1, 10_400), micros(2, 20_000));
    assertThat(outcome.separate()).isFalse();
    assertThat(outcome.why()).startsWith("2 at a time on a thread each do 100.0 runs/s");
  }

  @Test
  void run_fourThreads_countAllTheirRuns() {
    assertThat(trial(micros(1, 1000), micros(4, 3900)).separate()).isFalse();
    assertThat(trial(micros(1, 1000), micros(4, 3800)).separate()).isTrue();
  }

  @Test
  void run_firstRunsAreSlow_doNotCount() {
    Lane narrow = micros(2, 1500).slowTurn(0, 20);
    assertThat(trial(micros(1, 1000).slowTurn(0, 30), narrow).separate()).isTrue();
  }

  @Test
  void run_pausesInSomeRounds_doNotFool() {
    Lane wide = micros(1, 1000).slowTurn(2, 3);
    Lane narrow = micros(2, 1500).slowTurn(1, 2);
    assertThat(trial(wide, narrow).why()).contains("do 1333.3 runs/s").contains("threads 1000.0");
  }

  @Test
  void run_shortRuns_areRepeatedToFillATurn() {
    Lane wide = micros(1, 10);
    trial(wide, micros(2, 16));
    assertThat(wide.most).isEqualTo(BUDGET.toNanos() / 12 / 10_000);
  }

  @Test
  void run_anyRuns_staysWithinItsTime() {
    for (int micros = 5; micros < 300_000; micros = micros * 3 / 2) {
      long start = ticker.nanos();
      Deadline soon = Deadline.after(BUDGET, ticker);
      new OverlapTrial(ticker, soon, calls)
          .run(new Lane(1, micros, soon), new Lane(2, micros * 2L, soon));
      assertThat(ticker.nanos() - start).isLessThanOrEqualTo(BUDGET.toNanos());
    }
  }

  @Test
  void run_runsTooLong_keepsTheSecondAndSaysSo() {
    assertThat(trial(micros(1, 60_000), micros(2, 90_000)))
        .isEqualTo(TrialOutcome.untold("its runs are too long for a trial of 200 ms"));
  }

  @Test
  void run_stoppedInTheFirstRun_keepsTheSecondAndSaysSo() {
    assertThat(trial(micros(1, 300_000), micros(2, 1)))
        .isEqualTo(TrialOutcome.untold("its runs are too long for a trial of 200 ms"));
  }

  @Test
  void run_stoppedInARound_whatWasCountedStands() {
    TrialOutcome outcome = trial(micros(1, 10_000), micros(2, 10_000).slowTurn(3, 100));
    assertThat(outcome.why()).contains("do 200.0 runs/s").endsWith("rounds: 2)");
  }

  @Test
  void run_callUnderWayAllTheTime_keepsTheSecondAndSaysSo() {
    calls.begin();
    assertThat(trial(micros(1, 5000), micros(2, 8000)))
        .isEqualTo(
            new TrialOutcome(true, "calls left no round of the trial undisturbed (disturbed: 6)"));
  }

  @Test
  void run_callsWithinRounds_makeThemNotCount() {
    Lane wide = micros(1, 5000).beforeTurn(1, this::call).slowTurn(1, 3);
    Lane narrow = micros(2, 8000).beforeTurn(2, this::call).slowTurn(2, 2);
    assertThat(trial(wide, narrow).why())
        .contains("do 250.0")
        .contains("200.0")
        .contains("rounds:");
  }

  @Test
  void run_callUnderWayAtFirst_countsTheRoundsAfterIt() {
    calls.begin();
    Lane wide = micros(1, 5000).beforeTurn(2, calls::end);
    assertThat(trial(wide, micros(2, 8000)).why()).endsWith("rounds: 4)");
  }

  private void call() {
    calls.begin();
    calls.end();
  }

  private TrialOutcome trial(Lane wide, Lane narrow) {
    return new OverlapTrial(ticker, wide.until, calls).run(wide, narrow);
  }

  private Lane micros(int threads, long run) {
    Deadline until = deadline.passed() ? Deadline.after(BUDGET, ticker) : deadline;
    return new Lane(threads, run, until);
  }

  /** Turns the clock instead of running a model; a run is stopped when its time is up. */
  private final class Lane implements OverlapTrial.Lane {

    private final int threads;
    private final long micros;
    private final Deadline until;
    private int turn;
    private int slow = -1;
    private int factor = 1;
    private int before = -1;
    private Runnable action = () -> {};
    private int most;

    Lane(int threads, long micros, Deadline until) {
      this.threads = threads;
      this.micros = micros;
      this.until = until;
    }

    Lane slowTurn(int number, int times) {
      slow = number;
      factor = times;
      return this;
    }

    Lane beforeTurn(int number, Runnable what) {
      before = number;
      action = what;
      return this;
    }

    @Override
    public int threads() {
      return threads;
    }

    @Override
    public void run(int times) {
      if (turn == before) {
        action.run();
      }
      most = Math.max(most, times);
      Duration run = Duration.ofNanos(micros * 1000 * (turn++ == slow ? factor : 1));
      for (int i = 0; i < times; i++) {
        until.check("running a model");
        ticker.advance(run.compareTo(until.remaining()) < 0 ? run : until.remaining());
      }
      until.check("running a model");
    }
  }
}
