package dev.hearth.benchmarks.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

final class WindowsTest {

  private static final Duration OBJECTIVE = Duration.ofMillis(100);
  private static final Duration CHANGE = Duration.ofSeconds(2);

  @Test
  void secondsUntil_nothingHappened_isZero() {
    Windows.Window level = windows(slow -> false).levelAfter(CHANGE);
    assertThat(windows(slow -> false).secondsUntil(level, CHANGE)).isZero();
  }

  @Test
  void secondsUntil_slowForAWhile_isThatWhile() {
    Windows.Window level = windows(slow -> false).levelAfter(CHANGE);
    Windows ours = windows(millis -> millis >= 2000 && millis < 2700);
    assertThat(ours.secondsUntil(level, CHANGE)).isEqualTo(0.7);
  }

  @Test
  void secondsUntil_slowBeforeTheChange_doesNotMatter() {
    Windows.Window level = windows(slow -> false).levelAfter(CHANGE);
    assertThat(windows(millis -> millis < 2000).secondsUntil(level, CHANGE)).isZero();
  }

  @Test
  void secondsUntil_slowForGood_isTheRest() {
    Windows.Window level = windows(slow -> false).levelAfter(CHANGE);
    Windows ours = windows(millis -> millis >= 2000);
    assertThat(ours.secondsUntil(level, CHANGE)).isEqualTo(1.6);
  }

  @Test
  void levelAfter_theOracleSettlesToo_isWhatItSettlesAt() {
    Windows.Window level = windows(millis -> millis < 2500).levelAfter(CHANGE);
    assertThat(level).isEqualTo(new Windows.Window(1, 10));
  }

  /** Four seconds of a call every 10 ms that takes 10 ms, or is late when slow. */
  private static Windows windows(IntPredicate slow) {
    List<Sample> samples = new ArrayList<>();
    for (int millis = 0; millis < 4000; millis += 10) {
      boolean late = slow.test(millis);
      long due = millis * 1_000_000L;
      samples.add(
          new Sample(
              due, due + (late ? 200 : 10) * 1_000_000L, late ? Fate.LATE : Fate.ANSWERED, "a"));
    }
    return Windows.of(new Latencies(samples, Duration.ofSeconds(4)), OBJECTIVE);
  }
}
