package dev.hearth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.ConcurrencyLimit.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {

  private static final String FULL =
      "function 'f': too many calls at once (running 1, waiting %s, limits both); retry later, or"
          + " let the platform start more instances";

  @Test
  void enter_noLimit_letsEveryoneIn() {
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      places.add(enter(ConcurrencyLimit.none()));
    }
    places.forEach(Place::close);
    assertThat(ConcurrencyLimit.none()).hasToString("no limit");
  }

  @Test
  void enter_fullAndNobodyMayWait_isRefusedAtOnce() {
    ConcurrencyLimit limit = ConcurrencyLimit.of(1, 0);
    try (Place taken = enter(limit)) {
      assertThatThrownBy(() -> enter(limit))
          .isInstanceOf(OverloadedException.class)
          .hasMessage(FULL, 0);
    }
    enter(limit).close();
  }

  @Test
  void enter_full_waitsForAPlace() {
    ConcurrencyLimit limit = ConcurrencyLimit.of(1, 1);
    Place taken = enter(limit);
    Caller<Boolean> waiting = waiting(limit);
    assertThatThrownBy(() -> enter(limit)).hasMessage(FULL, 1);
    taken.close();
    assertThat(waiting.result()).isTrue();
    enter(limit).close();
  }

  @Test
  void enter_severalWait_whoWaitsLongestGoesFirst() {
    ConcurrencyLimit limit = ConcurrencyLimit.of(1, 3);
    List<Integer> order = new CopyOnWriteArrayList<>();
    Place taken = enter(limit);
    List<Caller<Boolean>> waiting = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int mine = i;
      waiting.add(
          Caller.of(
                  () -> {
                    try (Place place = enter(limit)) {
                      return order.add(mine);
                    }
                  })
              .awaitWaitingIn(ConcurrencyLimit.class));
    }
    taken.close();
    waiting.forEach(Caller::result);
    assertThat(order).containsExactly(0, 1, 2);
  }

  @Test
  void enter_latecomerWhileAnotherWaits_doesNotOvertake() {
    ConcurrencyLimit limit = ConcurrencyLimit.of(1, 2);
    for (int round = 0; round < 100; round++) {
      List<String> order = new CopyOnWriteArrayList<>();
      Place taken = enter(limit);
      Caller<Boolean> waiting =
          Caller.of(
                  () -> {
                    try (Place place = enter(limit)) {
                      return order.add("who waited");
                    }
                  })
              .awaitWaitingIn(ConcurrencyLimit.class);
      taken.close();
      try (Place place = enter(limit)) {
        order.add("latecomer");
      }
      assertThat(waiting.result()).isTrue();
      assertThat(order).containsExactly("who waited", "latecomer");
    }
  }

  @Test
  void enter_deadlinePassesWhileWaiting_saysSoAndLeavesTheQueue() {
    ConcurrencyLimit limit = ConcurrencyLimit.of(1, 1);
    Place taken = enter(limit);
    for (int i = 0; i < 3; i++) {
      FakeTicker clock = new FakeTicker();
      Deadline deadline = Deadline.after(Duration.ofMillis(50), clock);
      clock.advance(Duration.ofMillis(50));
      assertThatThrownBy(() -> limit.enter(deadline, "function 'f'"))
          .isInstanceOf(DeadlineExceededException.class)
          .hasMessage(
              "deadline passed while waiting for one of 1 places to run function 'f' (budget 50"
                  + " ms, used 50 ms); give the call more time or make less of it");
    }
    Caller<Boolean> waiting = waiting(limit);
    taken.close();
    assertThat(waiting.result()).isTrue();
  }

  @Test
  void enter_interruptedWhileWaiting_isRefusedAndStaysInterrupted() {
    ConcurrencyLimit limit = ConcurrencyLimit.of(1, 1);
    try (Place taken = enter(limit)) {
      AtomicInteger interrupted = new AtomicInteger();
      Caller<Boolean> waiting =
          Caller.of(
              () -> {
                try {
                  enter(limit).close();
                  return true;
                } finally {
                  interrupted.set(Thread.currentThread().isInterrupted() ? 1 : 0);
                }
              });
      waiting.awaitWaitingIn(ConcurrencyLimit.class).interrupt();
      assertThat(waiting.failure())
          .isInstanceOf(OverloadedException.class)
          .hasMessage(
              "function 'f': the waiting thread was interrupted (expected: to wait for its turn);"
                  + " call again");
      assertThat(interrupted).hasValue(1);
    }
    enter(limit).close();
  }

  @Test
  void enter_manyThreads_neverMoreThanTheLimit() {
    ConcurrencyLimit limit = ConcurrencyLimit.of(3, 8);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Caller<Boolean>> callers =
        Caller.many(
            8,
            () -> {
              for (int i = 0; i < 500; i++) {
                try (Place place = enter(limit)) {
                  most.accumulateAndGet(running.incrementAndGet(), Math::max);
                  running.decrementAndGet();
                }
              }
              return true;
            });
    assertThat(callers).allSatisfy(caller -> assertThat(caller.result()).isTrue());
    assertThat(most.get()).isBetween(1, 3);
  }

  @Test
  void of_environment_readsBothNumbers() {
    Environment environment =
        new Environment(Map.of("HEARTH_MAX_RUNNING", "3", "HEARTH_MAX_WAITING", "0"));
    assertThat(ConcurrencyLimit.of(environment)).hasToString("3 running, 0 waiting");
    int twoEach = 2 * Runtime.getRuntime().availableProcessors();
    assertThat(ConcurrencyLimit.of(Environment.empty()))
        .hasToString(twoEach + " running, 200 waiting");
    assertThatThrownBy(
            () -> ConcurrencyLimit.of(new Environment(Map.of("HEARTH_MAX_RUNNING", "0"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "HEARTH_MAX_RUNNING: '0' (expected: a whole number from 1 to 10000); set it in the"
                + " environment");
  }

  @Test
  void of_tooSmall_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConcurrencyLimit.of(0, 1))
        .withMessage("running: 0 (expected: 1 or more)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConcurrencyLimit.of(1, -1))
        .withMessage("waiting: -1 (expected: 0 or more)");
  }

  private static Place enter(ConcurrencyLimit limit) {
    return limit.enter(Deadline.none(), "function 'f'");
  }

  /** Returns a caller that waits for a place, and gives it back. */
  private static Caller<Boolean> waiting(ConcurrencyLimit limit) {
    return Caller.of(
            () -> {
              enter(limit).close();
              return true;
            })
        .awaitWaitingIn(ConcurrencyLimit.class);
  }
}
