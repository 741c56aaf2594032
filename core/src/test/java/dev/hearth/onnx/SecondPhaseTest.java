package dev.hearth.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import dev.hearth.ModelBrokenException;
import dev.hearth.RecordedLogs;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The second phase of a load, with every race staged. */
@Timeout(60)
class SecondPhaseTest {

  private final SessionHandle first = TestSessions.times(1);
  private final LiveSession live = new LiveSession(first);
  private final AtomicInteger builds = new AtomicInteger();

  @AfterEach
  void close() {
    live.close();
  }

  @Test
  void run_builds_swapsAndClosesTheFirst() {
    SessionHandle next = TestSessions.times(2);
    assertThat(phase(() -> next, () -> true).run()).isTrue();
    assertThat(TestSessions.answer(live)).isEqualTo(2);
    assertThat(TestSessions.isClosed(first)).isTrue();
  }

  @Test
  void run_callDuringTheBuild_answersOnTheFirst() throws InterruptedException {
    CountDownLatch building = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    SessionHandle next = TestSessions.times(2);
    SecondPhase phase =
        phase(
            () -> {
              building.countDown();
              await(go);
              return next;
            },
            () -> true);
    Thread thread = new Thread(() -> phase.run());
    thread.start();
    building.await();
    assertThat(TestSessions.answer(live)).isEqualTo(1);
    go.countDown();
    thread.join();
    assertThat(TestSessions.answer(live)).isEqualTo(2);
    assertThat(TestSessions.isClosed(first)).isTrue();
  }

  @Test
  void run_callUnderWayAtTheSwap_keepsItsSessionToTheEnd() {
    SessionHandle next = TestSessions.times(2);
    var running = live.forRun();
    phase(() -> next, () -> true).run();
    assertThat(TestSessions.isClosed(first)).isFalse();
    assertThat(TestSessions.answer(running.value())).isEqualTo(1);
    running.release();
    assertThat(TestSessions.isClosed(first)).isTrue();
  }

  @Test
  void run_modelClosedDuringTheBuild_closesWhatWasBuilt() {
    SessionHandle next = TestSessions.times(2);
    phase(
            () -> {
              live.close();
              return next;
            },
            () -> true)
        .run();
    assertThat(TestSessions.isClosed(first)).isTrue();
    assertThat(TestSessions.isClosed(next)).isTrue();
  }

  @Test
  void run_modelClosedBefore_buildsNothing() {
    live.close();
    assertThat(phase(this::unwanted, () -> true).run()).isFalse();
    assertThat(builds).hasValue(0);
  }

  @Test
  void run_noMemoryToSpare_keepsTheFirst() {
    assertThat(phase(this::unwanted, () -> false).run()).isFalse();
    assertThat(builds).hasValue(0);
    assertThat(TestSessions.answer(live)).isEqualTo(1);
  }

  @Test
  void run_buildFails_keepsTheFirstWithOneWarning() {
    assertKept(
        () -> {
          throw new OrtException("staged failure of the engine");
        },
        "staged failure of the engine");
    assertKept(
        () -> {
          throw new ModelBrokenException("staged difference");
        },
        "staged difference");
    assertKept(
        () -> {
          throw new IllegalStateException("staged mistake");
        },
        "staged mistake");
  }

  @Test
  void run_buildFailsForTheModelIsClosed_saysNothing() {
    phase(
            () -> {
              live.close();
              throw new OrtException("staged failure after the end");
            },
            () -> true)
        .run();
    assertThat(RecordedLogs.containing("staged failure after the end")).isEmpty();
  }

  private void assertKept(SessionHandle.Build build, String message) {
    assertThat(phase(build, () -> true).run()).isFalse();
    assertThat(TestSessions.answer(live)).isEqualTo(1);
    assertThat(RecordedLogs.containing(message)).hasSize(1);
  }

  private SecondPhase phase(SessionHandle.Build build, BooleanSupplier memoryToSpare) {
    return new SecondPhase(TinyModel.REF, live, build, memoryToSpare);
  }

  private SessionHandle unwanted() {
    builds.incrementAndGet();
    return TestSessions.times(2);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
