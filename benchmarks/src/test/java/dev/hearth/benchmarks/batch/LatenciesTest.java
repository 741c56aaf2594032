package dev.hearth.benchmarks.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LatenciesTest {

  private static final Duration SPAN = Duration.ofSeconds(2);

  @Test
  void goodput_countsRightAnswersInTimeOnly() {
    Latencies calls = calls(10, Fate.LATE, Fate.WRONG, Fate.REFUSED, Fate.FAILED);
    assertThat(calls.goodput()).isEqualTo(5);
    assertThat(calls.percent(Fate.LATE)).isEqualTo(100.0 / 14);
    assertThat(calls.count(Fate.WRONG)).isEqualTo(1);
  }

  @Test
  void millis_isTheNearestRank() {
    Latencies calls = calls(100);
    assertThat(calls.millis(50)).isEqualTo(50);
    assertThat(calls.millis(95)).isEqualTo(95);
    assertThat(calls.millis(99)).isEqualTo(99);
  }

  @Test
  void millis_noAnswers_isZero() {
    assertThat(calls(0).millis(99)).isZero();
  }

  @Test
  void millisWithMisses_refusal_countsAsTheObjective() {
    Latencies calls = calls(8, Fate.REFUSED, Fate.REFUSED);
    assertThat(calls.millis(95)).isEqualTo(8);
    assertThat(calls.millisWithMisses(95, Duration.ofMillis(100))).isEqualTo(100);
    assertThat(calls.millisWithMisses(80, Duration.ofMillis(100))).isEqualTo(8);
  }

  @Test
  void due_keepsPartOfTheSpan() {
    Latencies all = new Latencies(List.of(sample(100, 1), sample(900, 1), sample(1500, 1)), SPAN);
    Latencies part = all.due(Duration.ofMillis(500), Duration.ofMillis(1500));
    assertThat(part.samples()).containsExactly(sample(900, 1));
    assertThat(part.goodput()).isEqualTo(1);
  }

  /** Calls that took 1, 2, 3... ms, and one for each of the fates. */
  private static Latencies calls(int answered, Fate... others) {
    List<Sample> samples = new ArrayList<>();
    for (int i = 1; i <= answered; i++) {
      samples.add(sample(0, i));
    }
    for (Fate other : others) {
      samples.add(new Sample(0, 1_000_000, other, "a"));
    }
    return new Latencies(samples, SPAN);
  }

  private static Sample sample(int dueMillis, int tookMillis) {
    return new Sample(
        dueMillis * 1_000_000L, (dueMillis + tookMillis) * 1_000_000L, Fate.ANSWERED, "a");
  }
}
