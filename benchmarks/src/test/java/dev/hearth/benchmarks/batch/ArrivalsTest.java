package dev.hearth.benchmarks.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

final class ArrivalsTest {

  private static final Duration LONG = Duration.ofSeconds(400);
  private static final double RATE = 100;
  private static final Percentage NEARLY = Percentage.withPercentage(5);

  @Test
  void poisson_hasItsRate_andGapsAsVariedAsTheirMean() {
    Arrivals arrivals = Arrivals.poisson(RATE, LONG, 1);
    assertThat(rate(arrivals, 0, 400)).isCloseTo(RATE, NEARLY);
    assertThat(variation(arrivals)).isCloseTo(1, NEARLY);
  }

  @Test
  void bursty_hasItsRate_andGapsMoreVaried() {
    Arrivals arrivals = Arrivals.bursty(RATE, 8, Duration.ofMillis(250), LONG, 1);
    assertThat(rate(arrivals, 0, 400)).isCloseTo(RATE, NEARLY);
    assertThat(variation(arrivals)).isCloseTo(1.7, within(0.25));
  }

  @Test
  void bursty_peaksFarAboveItsMean() {
    Duration dwell = Duration.ofSeconds(5);
    double bursty = peak(Arrivals.bursty(RATE, 8, dwell, LONG, 1)) / RATE;
    double steady = peak(Arrivals.poisson(RATE, LONG, 1)) / RATE;
    assertThat(bursty).isBetween(1.7, 2.4); // The greater rate is 16/9 of the mean.
    assertThat(steady).isLessThan(1.45);
  }

  @Test
  void bursty_ofBurstinessOne_isPoisson() {
    Arrivals arrivals = Arrivals.bursty(RATE, 1, Duration.ofMillis(250), LONG, 2);
    assertThat(variation(arrivals)).isCloseTo(1, NEARLY);
  }

  @Test
  void ramp_growsEvenly() {
    Arrivals arrivals = Arrivals.ramp(0, 2 * RATE, LONG, 1);
    assertThat(rate(arrivals, 0, 400)).isCloseTo(RATE, NEARLY);
    assertThat(rate(arrivals, 0, 200)).isCloseTo(RATE / 2, NEARLY);
    assertThat(rate(arrivals, 300, 400)).isCloseTo(1.75 * RATE, NEARLY);
  }

  @Test
  void step_comesAtHalfTime() {
    Arrivals arrivals = Arrivals.step(RATE, 4, LONG, 1);
    assertThat(rate(arrivals, 0, 200)).isCloseTo(RATE, NEARLY);
    assertThat(rate(arrivals, 200, 400)).isCloseTo(4 * RATE, NEARLY);
  }

  @Test
  void sameSeed_givesTheSameSchedule_anotherDoesNot() {
    Duration dwell = Duration.ofSeconds(1);
    Arrivals arrivals = Arrivals.bursty(RATE, 8, dwell, LONG, 7);
    assertThat(Arrivals.bursty(RATE, 8, dwell, LONG, 7)).isEqualTo(arrivals);
    assertThat(Arrivals.bursty(RATE, 8, dwell, LONG, 8)).isNotEqualTo(arrivals);
  }

  @Test
  void and_mixesTenantsByTime() {
    Arrivals one = Arrivals.poisson(RATE, Duration.ofSeconds(1), 1).of("one");
    Arrivals both = one.and(Arrivals.poisson(RATE, Duration.ofSeconds(2), 2).of("other"));
    assertThat(both.all()).isSortedAccordingTo((a, b) -> Long.compare(a.nanos(), b.nanos()));
    assertThat(both.all().stream().filter(due -> due.tenant().equals("one")).toList())
        .isEqualTo(one.all());
    assertThat(both.span()).isEqualTo(Duration.ofSeconds(2));
  }

  @Test
  void then_beginsWhenTheFirstAreOver() {
    Arrivals second = Arrivals.poisson(RATE, Duration.ofSeconds(3), 2);
    Arrivals both = Arrivals.poisson(0.001, Duration.ofSeconds(1), 1).then(second);
    assertThat(both.all().get(0).nanos()).isEqualTo(1_000_000_000 + second.all().get(0).nanos());
    assertThat(both.span()).isEqualTo(Duration.ofSeconds(4));
  }

  private static double rate(Arrivals arrivals, int fromSecond, int toSecond) {
    long calls =
        arrivals.all().stream()
            .filter(due -> due.nanos() >= fromSecond * 1_000_000_000L)
            .filter(due -> due.nanos() < toSecond * 1_000_000_000L)
            .count();
    return (double) calls / (toSecond - fromSecond);
  }

  private static double variation(Arrivals arrivals) {
    double[] gaps = new double[arrivals.all().size() - 1];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = arrivals.all().get(i + 1).nanos() - arrivals.all().get(i).nanos();
    }
    double mean = Arrays.stream(gaps).average().orElseThrow();
    double variance =
        Arrays.stream(gaps).map(gap -> (gap - mean) * (gap - mean)).average().orElseThrow();
    return Math.sqrt(variance) / mean;
  }

  private static double peak(Arrivals arrivals) {
    double peak = 0;
    for (int second = 0; second < 400; second++) {
      peak = Math.max(peak, rate(arrivals, second, second + 1));
    }
    return peak;
  }
}
