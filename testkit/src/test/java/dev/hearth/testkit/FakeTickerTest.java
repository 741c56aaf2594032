package dev.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hearth.Deadline;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class FakeTickerTest {

  private final FakeTicker ticker = new FakeTicker();

  @Test
  void nanos_atTheStart_isAboveZero() {
    assertThat(ticker.nanos()).isPositive();
    assertThat(ticker.elapsed()).isZero();
  }

  @Test
  void advance_turnsTheClock() {
    long before = ticker.nanos();
    ticker.advance(Duration.ofMillis(5));
    assertThat(ticker.nanos() - before).isEqualTo(5_000_000);
    assertThat(ticker).hasToString("FakeTicker[PT0.005S]");
  }

  @Test
  void advance_backwards_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ticker.advance(Duration.ofNanos(-1)))
        .withMessage("duration: PT-0.000000001S (expected: not negative)");
  }

  @Test
  void deadline_onIt_passesWhenTurned() {
    Deadline deadline = Deadline.after(Duration.ofSeconds(1), ticker);
    ticker.advance(Duration.ofMillis(999));
    assertThat(deadline.passed()).isFalse();
    ticker.advance(Duration.ofMillis(1));
    assertThat(deadline.passed()).isTrue();
  }
}
