package dev.hearth.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withPrecision;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TrafficTest {

  private static final long MILLI = 1_000_000;

  private final Traffic traffic = new Traffic();

  @Test
  void new_knowsNothingAndIsCalm() {
    assertThat(traffic.population()).isZero();
    assertThat(traffic.gapNanos()).isNaN();
    assertThat(traffic.ratePerSecond()).isZero();
    assertThat(traffic.isCalm(0)).isTrue();
  }

  @Test
  void arrived_evenly_tellsGapAndRate() {
    arrive(200, 2 * MILLI);
    assertThat(traffic.gapNanos()).isEqualTo(2.0 * MILLI, withPrecision(.01 * MILLI));
    assertThat(traffic.ratePerSecond()).isEqualTo(500, withPrecision(5.0));
  }

  @Test
  void arrived_severalRowsAtOnce_countEach() {
    for (long i = 0; i < 200; i++) {
      traffic.arrived(4, 4, true, i * 8 * MILLI);
    }
    assertThat(traffic.gapNanos()).isEqualTo(2.0 * MILLI, withPrecision(.01 * MILLI));
    assertThat(traffic.ratePerSecond()).isEqualTo(500, withPrecision(5.0));
  }

  @Test
  void arrived_afterABatchEnded_countsTheGapFromThere() {
    for (long i = 0; i < 100; i++) {
      traffic.ended(1, i * 10 * MILLI);
      traffic.arrived(1, 1, true, i * 10 * MILLI + MILLI);
    }
    assertThat(traffic.gapNanos()).isEqualTo(MILLI, withPrecision(.1 * MILLI));
  }

  @Test
  void arrived_whileNoBatchCouldBeRun_saysNothingAboutTheGap() {
    arrive(50, 2 * MILLI);
    double before = traffic.gapNanos();
    traffic.arrived(1, 2, false, Duration.ofSeconds(9).toNanos());
    assertThat(traffic.gapNanos()).isEqualTo(before);
  }

  @Test
  void arrived_afterOneLongPause_changesTheGapLittle() {
    arrive(50, 2 * MILLI);
    traffic.arrived(1, 1, true, Duration.ofMinutes(1).toNanos());
    assertThat(traffic.gapNanos()).isLessThan(5.0 * MILLI);
  }

  @Test
  void population_isTheMostAtATimeAndFadesWhenFewerCome() {
    traffic.arrived(1, 8, true, 0);
    assertThat(traffic.population()).isEqualTo(8);
    assertThat(traffic.isCalm(0)).isFalse();
    for (long i = 0; i < 100; i++) {
      traffic.ended(1, i);
    }
    assertThat(traffic.population()).isEqualTo(1);
    assertThat(traffic.isCalm(100)).isTrue();
  }

  @Test
  void isCalm_nobodyCameForLong_whateverWasBefore() {
    traffic.arrived(1, 8, true, 0);
    assertThat(traffic.isCalm(Duration.ofMinutes(1).toNanos())).isTrue();
  }

  @Test
  void patience_runsOutSomeGapsAfterTheLastArrival() {
    arrive(50, 2 * MILLI);
    long last = 49 * 2 * MILLI;
    assertThat(traffic.patienceNanos(1e12, last + 2 * MILLI)).isPositive();
    assertThat(traffic.patienceNanos(1e12, last + 50 * MILLI)).isNegative();
  }

  @Test
  void waitedInVain_makesTheGapLonger() {
    arrive(50, 2 * MILLI);
    double before = traffic.gapNanos();
    traffic.waitedInVain(49 * 2 * MILLI + 20 * MILLI);
    assertThat(traffic.gapNanos()).isGreaterThan(before);
  }

  @Test
  void waitNanos_theFirstAfterABatchTakesLongerThanTheOthers() {
    for (long i = 0; i < 100; i++) {
      traffic.ended(4, i * 20 * MILLI);
      traffic.arrived(1, 1, true, i * 20 * MILLI + 8 * MILLI);
      traffic.arrived(1, 2, true, i * 20 * MILLI + 9 * MILLI);
    }
    traffic.ended(2, 2000 * MILLI);
    assertThat(traffic.waitNanos(3)).isEqualTo(10.0 * MILLI, withPrecision(.1 * MILLI));
    assertThat(traffic.waitNanos(0)).isZero();
  }

  @Test
  void patience_neverLongerThanWhatIsGained() {
    arrive(50, 2 * MILLI);
    assertThat(traffic.patienceNanos(MILLI / 2.0, 49 * 2 * MILLI)).isEqualTo(MILLI / 2);
  }

  @Test
  void isTooMuch_callsAreTurnedAwayForASecond_untilThatIsOver() {
    assertThat(traffic.isTooMuch(0)).isFalse();
    for (int i = 0; i <= 5; i++) {
      assertThat(traffic.isTooMuch(200L * i * MILLI)).isFalse();
      traffic.turnedAway(200L * i * MILLI);
    }
    assertThat(traffic.isTooMuch(1100 * MILLI)).isTrue();
    assertThat(traffic.isTooMuch(1400 * MILLI)).isFalse();
  }

  @Test
  void isTooMuch_shortBurstsNowAndThen_areNot() {
    for (int second = 0; second < 10; second++) {
      for (int i = 0; i < 5; i++) {
        traffic.turnedAway((1000L * second + 100L * i) * MILLI);
        assertThat(traffic.isTooMuch((1000L * second + 100L * i) * MILLI)).isFalse();
      }
    }
  }

  @Test
  void comesBack_onlyWhereCallersFollowAnswersClosely() {
    for (long i = 0; i < 300; i++) {
      traffic.ended(1, i * 10 * MILLI);
      traffic.arrived(1, 1, true, i * 10 * MILLI + MILLI / 10);
    }
    assertThat(traffic.comesBack()).isTrue();
    for (long i = 300; i < 600; i++) {
      traffic.ended(1, i * 10 * MILLI);
      traffic.arrived(1, 1, true, i * 10 * MILLI + 8 * MILLI);
    }
    assertThat(traffic.comesBack()).isFalse();
  }

  @Test
  void comesBack_asManyAsHappenToComeAtTheEndOfARun_doNot() {
    traffic.arrived(1, 20, true, 0);
    for (long i = 1; i < 300; i++) {
      int there = i % 16 == 0 ? 20 : 6;
      traffic.ended(there, i * 10 * MILLI);
      traffic.arrived(1, there, true, i * 10 * MILLI + MILLI / 10);
    }
    assertThat(traffic.comesBack()).isFalse();
  }

  private void arrive(int count, long gapNanos) {
    for (int i = 0; i < count; i++) {
      traffic.arrived(1, 1, true, i * gapNanos);
    }
  }
}
