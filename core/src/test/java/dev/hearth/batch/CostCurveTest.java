package dev.hearth.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withPrecision;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CostCurveTest {

  private final CostCurve curve = new CostCurve();
  private long now;

  @Test
  void nanos_nothingRun_isUnknown() {
    assertThat(curve.isEmpty()).isTrue();
    assertThat(curve.nanos(1)).isNaN();
    assertThat(curve.largest()).isZero();
  }

  @Test
  void nanos_oneSizeRun_takesPartOfItToBeFixed() {
    learn(4, 1000);
    assertThat(curve.nanos(4)).isEqualTo(1000);
    assertThat(curve.nanos(1)).isBetween(250.0, 1000.0);
    assertThat(curve.nanos(8)).isBetween(1000.0, 2000.0);
  }

  @Test
  void nanos_betweenSizesThatWereRun_isInBetween() {
    learn(4, 1000);
    learn(16, 4000);
    assertThat(curve.nanos(4)).isEqualTo(1000);
    assertThat(curve.nanos(10)).isEqualTo(2500);
    assertThat(curve.nanos(16)).isEqualTo(4000);
  }

  @Test
  void nanos_beyondSizesThatWereRun_goesOnAlongTheLine() {
    learn(4, 1000);
    learn(16, 4000);
    assertThat(curve.nanos(20)).isEqualTo(5000);
    assertThat(curve.nanos(2)).isEqualTo(500);
  }

  @Test
  void nanos_costRisesFasterPastASize_isKeptApart() {
    learn(1, 1000);
    learn(8, 1000);
    learn(16, 9000);
    assertThat(curve.nanos(8)).isEqualTo(1000);
    assertThat(curve.nanos(16)).isEqualTo(9000);
  }

  @Test
  void nanos_fewRunsAreDisturbed_staysWhatIsTypical() {
    for (int i = 0; i < 16; i++) {
      curve.add(1, i % 4 == 3 ? 50_000 : 1000, now);
    }
    assertThat(curve.nanos(1)).isEqualTo(1000);
  }

  @Test
  void nanos_costChanges_followsWhenTheOldRunsAreOutweighed() {
    learn(1, 1000);
    for (int i = 0; i < 30; i++) {
      curve.add(1, 3000, now);
    }
    assertThat(curve.nanos(1)).isEqualTo(3000, withPrecision(1.0));
  }

  @Test
  void nanos_ofASizeNotRunForLong_areOutweighedByTwoNewRuns() {
    learn(1, 1000);
    learn(16, 4000);
    now += Duration.ofMinutes(1).toNanos();
    curve.add(16, 9000, now);
    curve.add(16, 9000, now);
    assertThat(curve.nanos(16)).isEqualTo(9000);
    assertThat(curve.nanos(1)).isEqualTo(1000);
  }

  @Test
  void largest_isThatOfTheClassOfSizes() {
    learn(5, 1000);
    assertThat(curve.largest()).isEqualTo(8);
  }

  @Property(tries = 300)
  void nanos_afterAnyRuns_isAlwaysAPositiveNumber(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 1_000_000) Integer> runs) {
    CostCurve any = new CostCurve();
    long time = 0;
    for (int run : runs) {
      time += (run % 7) * 300_000_000L;
      any.add(1 + run % 40, run, time);
      for (int size : new int[] {1, 2, 3, 7, 32, 1000}) {
        assertThat(any.nanos(size)).isFinite().isPositive();
      }
    }
  }

  private void learn(int size, long nanos) {
    for (int i = 0; i < 4; i++) {
      curve.add(size, nanos, now);
    }
  }
}
