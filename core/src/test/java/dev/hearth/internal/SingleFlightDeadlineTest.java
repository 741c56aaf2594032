package dev.hearth.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.Caller;
import dev.hearth.Deadline;
import dev.hearth.DeadlineExceededException;
import dev.hearth.FakeTicker;
import dev.hearth.ModelUnavailableException;
import dev.hearth.StagedLoad;
import dev.hearth.spi.LoadContext;
import dev.hearth.spi.LoadThreads;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a load whose caller has no time left. */
@Timeout(60)
class SingleFlightDeadlineTest {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final FakeTicker ticker = new FakeTicker();
  private final StagedLoad<String> load = new StagedLoad<>();
  private final RecordingLanding landing = new RecordingLanding();
  private final AtomicInteger aborts = new AtomicInteger();
  private final SingleFlight<String> flight =
      new SingleFlight<>(
          "thing",
          load,
          landing,
          LoadThreads.daemon("thing"),
          () -> new LoadContext(ticker),
          PATIENCE);

  @Test
  void join_deadlinePassesDuringTheLoad_tellsHowFarItCame() throws InterruptedException {
    flight.start();
    StagedLoad.Run<String> run = load.begun();
    run.context().foundIn("remote");
    run.context()
        .step(
            "fetch",
            () -> {
              ticker.advance(Duration.ofMillis(2));
              return "";
            });
    Deadline deadline = Deadline.after(Duration.ofMillis(3), ticker);
    ticker.advance(Duration.ofMillis(4));

    assertThatThrownBy(() -> flight.join(deadline))
        .isInstanceOf(DeadlineExceededException.class)
        .hasMessage(
            "deadline passed while loading thing (so far: remote: fetch 2 ms)"
                + " (budget 3 ms, used 4 ms); give the call more time or make less of it");
    run.succeed("loaded");
  }

  @Test
  void join_deadlinePassesDuringTheLoad_nextCallerGetsThatLoad() throws InterruptedException {
    assertThatThrownBy(() -> flight.join(passed())).isInstanceOf(DeadlineExceededException.class);

    Caller<String> next = Caller.of(() -> flight.join(Deadline.none()));
    StagedLoad.Run<String> run = load.begun();
    next.awaitWaitingIn(SingleFlight.class);
    run.succeed("loaded");

    assertThat(next.result()).isEqualTo("loaded");
    assertThat(load.count()).isEqualTo(1);
  }

  @Test
  void join_deadlinePassesDuringTheLoad_resultIsKept() throws InterruptedException {
    assertThatThrownBy(() -> flight.join(passed())).isInstanceOf(DeadlineExceededException.class);
    StagedLoad.Run<String> run = load.begun();

    run.succeed("loaded");
    run.awaitEnd();

    assertThat(landing.arrivals()).containsExactly("loaded");
  }

  @Test
  void join_loadStalledWhereItMayBeGivenUp_isAbortedOnce() throws InterruptedException {
    StagedLoad.Run<String> stalled = stalled();

    assertThatThrownBy(() -> flight.join(passed())).isInstanceOf(DeadlineExceededException.class);

    assertThat(aborts).hasValue(1);
    assertThat(stalled.context().abandoned()).isTrue();
    stalled.succeed("late");
  }

  @Test
  void join_loadGivenUp_othersWhoWaitJoinTheNext() throws InterruptedException {
    StagedLoad.Run<String> stalled = stalled();
    Caller<String> patient = Caller.of(() -> flight.join(Deadline.none()));
    patient.awaitWaitingIn(SingleFlight.class);

    assertThatThrownBy(() -> flight.join(passed())).isInstanceOf(DeadlineExceededException.class);
    load.begun().succeed("new");

    assertThat(patient.result()).isEqualTo("new");
    stalled.succeed("late");
  }

  @Test
  void join_loadGivenUp_lateResultIsDiscarded() throws InterruptedException {
    StagedLoad.Run<String> stalled = stalled();
    assertThatThrownBy(() -> flight.join(passed())).isInstanceOf(DeadlineExceededException.class);

    stalled.succeed("late");
    stalled.awaitEnd();

    assertThat(landing.discards()).containsExactly("late");
    assertThat(landing.arrivals()).isEmpty();
  }

  @Test
  void join_loadGivenUp_lateResultDoesNotEndTheNextLoad() throws InterruptedException {
    StagedLoad.Run<String> stalled = stalled();
    assertThatThrownBy(() -> flight.join(passed())).isInstanceOf(DeadlineExceededException.class);
    Caller<String> next = Caller.of(() -> flight.join(Deadline.none()));
    StagedLoad.Run<String> second = load.begun();
    next.awaitWaitingIn(SingleFlight.class);

    stalled.succeed("late");
    stalled.awaitEnd();
    Caller<String> third = Caller.of(() -> flight.join(Deadline.none()));
    third.awaitWaitingIn(SingleFlight.class);
    second.succeed("new");

    assertThat(next.result()).isEqualTo("new");
    assertThat(third.result()).isEqualTo("new");
    assertThat(load.count()).isEqualTo(2);
  }

  /** The abort makes the load fail before the caller that gives it up could say so. */
  @Test
  void join_abortedLoadFailsFirst_othersWhoWaitJoinTheNext() throws InterruptedException {
    flight.start();
    StagedLoad.Run<String> stalled = load.begun();
    stalled
        .context()
        .abandonable(
            () -> {
              stalled.fail(new ModelUnavailableException("read was aborted"));
              stalled.awaitEnd();
            });
    ticker.advance(PATIENCE);
    Caller<String> patient = Caller.of(() -> flight.join(Deadline.none()));
    patient.awaitWaitingIn(SingleFlight.class);

    assertThatThrownBy(() -> flight.join(passed())).isInstanceOf(DeadlineExceededException.class);
    load.begun().succeed("new");

    assertThat(patient.result()).isEqualTo("new");
  }

  @Test
  void join_loadMadeProgressOfLate_isNotGivenUp() throws InterruptedException {
    StagedLoad.Run<String> run = stalled();
    run.context().progress();
    ticker.advance(PATIENCE.minusNanos(1));

    assertThatThrownBy(() -> flight.join(passed())).isInstanceOf(DeadlineExceededException.class);

    assertThat(aborts).hasValue(0);
    run.succeed("loaded");
    run.awaitEnd();
    assertThat(landing.arrivals()).containsExactly("loaded");
  }

  @Test
  void join_loadStalledWhereItMustBeFinished_isNotGivenUp() throws InterruptedException {
    StagedLoad.Run<String> run = stalled();
    run.context().unabandonable();

    assertThatThrownBy(() -> flight.join(passed())).isInstanceOf(DeadlineExceededException.class);

    assertThat(aborts).hasValue(0);
    run.succeed("loaded");
    run.awaitEnd();
    assertThat(landing.arrivals()).containsExactly("loaded");
  }

  /** Begins a load that has made no progress for as long as anybody waits. */
  private StagedLoad.Run<String> stalled() throws InterruptedException {
    flight.start();
    StagedLoad.Run<String> run = load.begun();
    run.context().abandonable(aborts::incrementAndGet);
    ticker.advance(PATIENCE);
    return run;
  }

  private Deadline passed() {
    return Deadline.after(Duration.ZERO, ticker);
  }
}
