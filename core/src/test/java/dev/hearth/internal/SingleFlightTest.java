package dev.hearth.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.Caller;
import dev.hearth.Deadline;
import dev.hearth.ModelUnavailableException;
import dev.hearth.StagedLoad;
import dev.hearth.Ticker;
import dev.hearth.spi.LoadContext;
import dev.hearth.spi.LoadThreads;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SingleFlightTest {

  private final StagedLoad<String> load = new StagedLoad<>();
  private final RecordingLanding landing = new RecordingLanding();
  private final SingleFlight<String> flight = on(LoadThreads.daemon("thing"));

  @Test
  void join_byTenThreads_loadsOnce() throws InterruptedException {
    List<Caller<String>> callers = Caller.many(10, () -> flight.join(Deadline.none()));
    StagedLoad.Run<String> run = load.begun();
    callers.forEach(caller -> caller.awaitWaitingIn(SingleFlight.class));

    run.succeed("loaded");

    assertThat(callers).extracting(Caller::result).containsOnly("loaded");
    assertThat(load.count()).isEqualTo(1);
    assertThat(landing.arrivals()).containsExactly("loaded");
  }

  @Test
  void join_loadFails_everyWaiterSeesTheFailure() throws InterruptedException {
    IllegalStateException failure = new IllegalStateException("broken");

    assertThat(failuresOfThree(failure)).containsOnly(failure);
    assertThat(landing.arrivals()).isEmpty();
  }

  @Test
  void join_loadFailed_isTriedAgain() throws InterruptedException {
    failuresOfThree(new IllegalStateException("broken"));

    Caller<String> next = Caller.of(() -> flight.join(Deadline.none()));
    load.begun().succeed("loaded");

    assertThat(next.result()).isEqualTo("loaded");
    assertThat(load.count()).isEqualTo(2);
  }

  @Test
  void join_loadThrowsError_reachesEveryWaiter() throws InterruptedException {
    OutOfMemoryError error = new OutOfMemoryError("native");

    assertThat(failuresOfThree(error)).containsOnly(error);
  }

  @Test
  void join_loadThrowsCompletionException_keepsItsType() throws InterruptedException {
    CompletionException failure = new CompletionException(new IOException("reset"));

    assertThat(failuresOfThree(failure)).containsOnly(failure);
  }

  @Test
  void join_loadThrowsCancellation_keepsItsType() throws InterruptedException {
    CancellationException failure = new CancellationException("cancelled inside");

    assertThat(failuresOfThree(failure)).containsOnly(failure);
  }

  @Test
  void join_loadThrowsCheckedException_isWrapped() throws InterruptedException {
    IOException failure = new IOException("sneaked");

    assertThat(failuresOfThree(failure))
        .allSatisfy(
            seen ->
                assertThat(seen)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a load threw a checked exception")
                    .hasCause(failure));
  }

  @Test
  void join_resultAlreadyPresent_loadsNothing() {
    landing.put("there");

    assertThat(flight.join(Deadline.none())).isEqualTo("there");
    assertThat(load.count()).isZero();
  }

  @Test
  void join_afterArrivalThatLeft_loadsAgain() throws InterruptedException {
    Caller<String> first = Caller.of(() -> flight.join(Deadline.none()));
    load.begun().succeed("one");
    first.result();

    Caller<String> second = Caller.of(() -> flight.join(Deadline.none()));
    load.begun().succeed("two");

    assertThat(second.result()).isEqualTo("two");
  }

  @Test
  void join_interruptedWhileWaiting_leavesAndTheLoadGoesOn() throws InterruptedException {
    AtomicBoolean stillInterrupted = new AtomicBoolean();
    Caller<String> impatient =
        Caller.of(
            () -> {
              try {
                return flight.join(Deadline.none());
              } finally {
                stillInterrupted.set(Thread.currentThread().isInterrupted());
              }
            });
    StagedLoad.Run<String> run = load.begun();
    Caller<String> patient = Caller.of(() -> flight.join(Deadline.none()));
    patient.awaitWaitingIn(SingleFlight.class);
    impatient.awaitWaitingIn(SingleFlight.class).interrupt();

    assertThat(impatient.failure())
        .isInstanceOf(ModelUnavailableException.class)
        .hasMessage(
            "load of thing: the waiting thread was interrupted (expected: to wait until it is"
                + " loaded); call again");
    assertThat(stillInterrupted).isTrue();
    run.succeed("loaded");
    assertThat(patient.result()).isEqualTo("loaded");
  }

  @Test
  void start_whileLoading_joinsSilently() throws InterruptedException {
    flight.start();
    StagedLoad.Run<String> run = load.begun();
    flight.start();
    Caller<String> caller = Caller.of(() -> flight.join(Deadline.none()));
    caller.awaitWaitingIn(SingleFlight.class);

    run.succeed("loaded");

    assertThat(caller.result()).isEqualTo("loaded");
    assertThat(load.count()).isEqualTo(1);
  }

  @Test
  void join_executorRejects_failsAtOnceAndIsTriedAgain() {
    AtomicBoolean full = new AtomicBoolean(true);
    SingleFlight<String> field =
        on(
            task -> {
              if (full.get()) {
                throw new RejectedExecutionException("full");
              }
              LoadThreads.daemon("thing").execute(task);
            });

    assertThatThrownBy(() -> field.join(Deadline.none()))
        .isInstanceOf(RejectedExecutionException.class)
        .hasMessage("full");

    full.set(false);
    Caller<String> next = Caller.of(() -> field.join(Deadline.none()));
    assertThat(next).satisfies(caller -> load.begun().succeed("loaded"));
    assertThat(next.result()).isEqualTo("loaded");
  }

  @Test
  void join_executorRejectsWhileOthersWait_failsThemToo() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answer = new CountDownLatch(1);
    SingleFlight<String> field =
        on(
            task -> {
              asked.countDown();
              awaitUninterrupted(answer);
              throw new RejectedExecutionException("full");
            });
    Caller<String> first = Caller.of(() -> field.join(Deadline.none()));
    asked.await();
    Caller<String> second = Caller.of(() -> field.join(Deadline.none()));
    second.awaitWaitingIn(SingleFlight.class);

    answer.countDown();

    assertThat(first.failure()).isInstanceOf(RejectedExecutionException.class);
    assertThat(second.failure()).isSameAs(first.failure());
  }

  @Test
  void join_executorRunsOnTheCallersThread_returnsTheResult() {
    SingleFlight<String> field =
        new SingleFlight<>(
            "thing",
            context -> "inline",
            landing,
            Runnable::run,
            () -> new LoadContext(Ticker.system()),
            Duration.ZERO);

    assertThat(field.join(Deadline.none())).isEqualTo("inline");
  }

  private List<Throwable> failuresOfThree(Throwable failure) throws InterruptedException {
    List<Caller<String>> callers = Caller.many(3, () -> flight.join(Deadline.none()));
    StagedLoad.Run<String> run = load.begun();
    callers.forEach(caller -> caller.awaitWaitingIn(SingleFlight.class));
    run.fail(failure);
    return callers.stream().map(Caller::failure).toList();
  }

  private SingleFlight<String> on(Executor threads) {
    return new SingleFlight<>(
        "thing",
        load,
        landing,
        threads,
        () -> new LoadContext(Ticker.system()),
        Duration.ofSeconds(5));
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
