package dev.hearth.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Caller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When the work after a load begins, and in which order it goes. */
@Timeout(60)
class PhasesTest {

  private static final Duration NEVER = Duration.ofHours(1);

  private final RunsInFlight runs = new RunsInFlight();
  private final List<String> done = new ArrayList<>();

  @Test
  void run_firstRunNotEnded_waits() {
    runs.begin();
    Caller<Boolean> phases = caller(phases(NEVER, phase("a", true)));
    phases.awaitWaitingIn(Phases.class);
    assertThat(done).isEmpty();
    runs.end();
    phases.result();
    assertThat(done).containsExactly("a");
  }

  @Test
  void run_nobodyRunsTheModel_beginsAfterTheWait() {
    phases(Duration.ofNanos(1), phase("a", true)).run();
    assertThat(done).containsExactly("a");
  }

  @Test
  void run_interrupted_beginsAtOnce() {
    Caller<Boolean> phases = caller(phases(NEVER, phase("a", true)));
    phases.awaitWaitingIn(Phases.class).interrupt();
    phases.result();
    assertThat(done).containsExactly("a");
  }

  @Test
  void run_severalPhases_goInOrder() {
    phases(Duration.ZERO, phase("a", true), phase("b", true)).run();
    assertThat(done).containsExactly("a", "b");
  }

  @Test
  void run_aPhaseCameToNothing_endsThere() {
    phases(Duration.ZERO, phase("a", false), phase("b", true)).run();
    assertThat(done).containsExactly("a");
  }

  private Phases phases(Duration wait, BooleanSupplier... phases) {
    return new Phases(TinyModel.REF, runs, wait, List.of(phases));
  }

  private BooleanSupplier phase(String name, boolean next) {
    return () -> {
      done.add(name);
      return next;
    };
  }

  private static Caller<Boolean> caller(Phases phases) {
    return Caller.of(
        () -> {
          phases.run();
          return true;
        });
  }
}
