package dev.hearth.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.onnxruntime.OrtException;
import dev.hearth.ModelBrokenException;
import dev.hearth.RecordedLogs;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The making of the second session, with every race staged. */
@Timeout(60)
class OverlapPhaseTest {

  private static final OverlapPhase.Trial KEEP = second -> TrialOutcome.untold("staged");

  private final LiveSession live = new LiveSession(TestSessions.times(1));
  private final SessionHandle second = TestSessions.times(2);
  private final AtomicInteger builds = new AtomicInteger();

  @AfterEach
  void close() {
    live.close();
    if (!TestSessions.isClosed(second)) {
      second.close();
    }
  }

  @Test
  void run_trialKeepsIt_runsThatOverlapHaveIt() {
    assertThat(phase(this::build, true, KEEP).run()).isTrue();
    var running = live.forRun(false);
    assertThat(running.value()).isSameAs(second);
    running.release();
  }

  @Test
  void run_trialDoesNot_closesIt() {
    assertThat(phase(this::build, true, tried -> new TrialOutcome(false, "staged")).run())
        .isFalse();
    assertThat(TestSessions.isClosed(second)).isTrue();
    assertThat(live.separates()).isFalse();
  }

  @Test
  void run_noMemoryToSpare_buildsNothing() {
    assertThat(phase(this::build, false, KEEP).run()).isFalse();
    assertThat(builds).hasValue(0);
  }

  @Test
  void run_modelClosedBefore_buildsNothing() {
    live.close();
    assertThat(phase(this::build, true, KEEP).run()).isFalse();
    assertThat(builds).hasValue(0);
  }

  @Test
  void run_modelClosedDuringTheBuild_closesWhatWasBuilt() {
    SessionHandle.Build closing =
        () -> {
          live.close();
          return second;
        };
    assertThat(phase(closing, true, KEEP).run()).isFalse();
    assertThat(TestSessions.isClosed(second)).isTrue();
  }

  @Test
  void run_modelClosedDuringTheTrial_closesWhatWasTriedAndSaysNothing() {
    OverlapPhase.Trial closing =
        tried -> {
          live.close();
          throw new IllegalStateException("staged end of the model");
        };
    assertThat(phase(this::build, true, closing).run()).isFalse();
    assertThat(TestSessions.isClosed(second)).isTrue();
    assertThat(RecordedLogs.containing("staged end of the model")).isEmpty();
  }

  @Test
  void run_buildFails_keepsOneSessionWithOneWarning() {
    SessionHandle.Build failing =
        () -> {
          throw new OrtException("staged failure of the second session");
        };
    assertThat(phase(failing, true, KEEP).run()).isFalse();
    assertThat(RecordedLogs.containing("staged failure of the second session"))
        .containsExactly(
            "WARN model 'tiny@1' keeps one session for all runs, its second failed: staged failure"
                + " of the second session");
  }

  @Test
  void run_trialFails_closesWhatWasTriedWithOneWarning() {
    OverlapPhase.Trial failing =
        tried -> {
          throw new ModelBrokenException("staged failure of a trial");
        };
    assertThat(phase(this::build, true, failing).run()).isFalse();
    assertThat(TestSessions.isClosed(second)).isTrue();
    assertThat(RecordedLogs.containing("staged failure of a trial")).hasSize(1);
  }

  @Test
  void run_trialRunsOutOfMemory_closesWhatWasTried() {
    OverlapPhase.Trial failing =
        tried -> {
          throw new OutOfMemoryError("staged");
        };
    assertThatExceptionOfType(OutOfMemoryError.class)
        .isThrownBy(phase(this::build, true, failing)::run);
    assertThat(TestSessions.isClosed(second)).isTrue();
  }

  private OverlapPhase phase(
      SessionHandle.Build build, boolean memoryToSpare, OverlapPhase.Trial trial) {
    return new OverlapPhase(TinyModel.REF, live, build, () -> memoryToSpare, trial);
  }

  private SessionHandle build() {
    builds.incrementAndGet();
    return second;
  }
}
