package dev.hearth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {

  private final FakeTicker ticker = new FakeTicker();

  @Test
  void remaining_asTimePasses_shrinksToZero() {
    Deadline deadline = Deadline.after(Duration.ofMillis(900), ticker);
    assertThat(deadline.remaining()).isEqualTo(Duration.ofMillis(900));

    ticker.advance(Duration.ofMillis(610));
    assertThat(deadline.remaining()).isEqualTo(Duration.ofMillis(290));

    ticker.advance(Duration.ofSeconds(1));
    assertThat(deadline.remaining()).isZero();
    assertThat(deadline.budget()).isEqualTo(Duration.ofMillis(900));
  }

  @Test
  void passed_atTheVeryMoment_holds() {
    Deadline deadline = Deadline.after(Duration.ofNanos(5), ticker);
    ticker.advance(Duration.ofNanos(4));
    assertThat(deadline.passed()).isFalse();

    ticker.advance(Duration.ofNanos(1));
    assertThat(deadline.passed()).isTrue();
  }

  @Test
  void after_zeroOrNegative_hasPassed() {
    assertThat(Deadline.after(Duration.ZERO, ticker).passed()).isTrue();
    assertThat(Deadline.after(Duration.ofSeconds(-1), ticker).passed()).isTrue();
    assertThat(Deadline.after(Duration.ofSeconds(Long.MIN_VALUE), ticker).passed()).isTrue();
  }

  @Test
  void after_longerThanALongOfNanos_isNone() {
    assertThat(Deadline.after(Duration.ofSeconds(Long.MAX_VALUE), ticker).isNone()).isTrue();
  }

  @Test
  void remaining_tickerOverflows_isStillRight() {
    FakeTicker late = new FakeTicker(Long.MAX_VALUE - 1);
    Deadline deadline = Deadline.after(Duration.ofNanos(10), late);
    late.advance(Duration.ofNanos(4));

    assertThat(deadline.remainingNanos()).isEqualTo(6);
  }

  @Test
  void remaining_tickerGoesBack_isNotMoreThanTheBudget() {
    Deadline deadline = Deadline.after(Duration.ofNanos(10), ticker);
    ticker.advance(Duration.ofNanos(-3));

    assertThat(deadline.remainingNanos()).isEqualTo(10);
  }

  @Test
  void none_neverPasses() {
    assertThat(Deadline.none().isNone()).isTrue();
    assertThat(Deadline.none().passed()).isFalse();
    assertThat(Deadline.none().remainingNanos()).isEqualTo(Long.MAX_VALUE);
    assertThat(Deadline.none()).hasToString("no deadline");
  }

  @Test
  void check_beforeAndAfter_failsOnlyAfter() {
    Deadline deadline = Deadline.after(Duration.ofMillis(900), ticker);
    assertThatCode(() -> deadline.check("resting")).doesNotThrowAnyException();

    ticker.advance(Duration.ofMillis(910));
    assertThatThrownBy(() -> deadline.check("resting"))
        .isInstanceOf(DeadlineExceededException.class)
        .hasMessage(
            "deadline passed while resting (budget 900 ms, used 910 ms); give the call more time"
                + " or make less of it");
  }

  @Test
  void toString_tellsBudgetAndRest() {
    Deadline deadline = Deadline.after(Duration.ofMillis(900), ticker);
    ticker.advance(Duration.ofMillis(100));

    assertThat(deadline).hasToString("deadline in 800 ms of 900 ms");
  }

  @Test
  void after_onTheSystemsClock_isNotNone() {
    assertThat(Deadline.after(Duration.ofHours(1)).remaining())
        .isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
  }
}
