package dev.hearth.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RunsInFlightTest {

  private final RunsInFlight runs = new RunsInFlight();

  @Test
  void begin_nothingUnderWay_isAlone() {
    assertThat(runs.begin()).isTrue();
    runs.end();
    assertThat(runs.begin()).isTrue();
  }

  @Test
  void begin_anotherUnderWay_isNot() {
    runs.begin();
    assertThat(runs.begin()).isFalse();
    runs.end();
    assertThat(runs.begin()).isFalse();
  }

  @Test
  void awaitFirst_tellsWhetherARunHasEnded() throws InterruptedException {
    runs.begin();
    assertThat(runs.awaitFirst(Duration.ZERO)).isFalse();
    runs.end();
    assertThat(runs.awaitFirst(Duration.ZERO)).isTrue();
  }

  @Test
  void watch_runUnderWay_isNotQuiet() {
    runs.begin();
    assertThat(runs.watch()).isFalse();
    runs.end();
    assertThat(runs.watch()).isTrue();
  }

  @Test
  void disturbed_runBeganSinceTheWatch_alsoIfItEnded() {
    runs.watch();
    assertThat(runs.disturbed()).isFalse();
    runs.begin();
    runs.end();
    assertThat(runs.disturbed()).isTrue();
    runs.watch();
    assertThat(runs.disturbed()).isFalse();
  }
}
