package dev.hearth.gcf.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.gcf.checks.LoadCheck.Result;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The short form of {@link LoadCheck}; {@code -Dhearth.load.seconds=60} makes it long. */
class LoadCheckTest {

  /** From here on single slow moments of the machine no longer decide. */
  private static final long LONG = 60;

  @Test
  @Timeout(900)
  void calls_manyMoreThanPlaces_areAnsweredRightOrTurnedAway() throws Exception {
    long seconds = Long.getLong("hearth.load.seconds", 4);
    Result result = LoadCheck.run(Duration.ofSeconds(seconds));
    System.out.println("check: load: " + result + " in " + seconds + " s");
    assertThat(result.wrong()).as(result::toString).isZero();
    assertThat(result.lost()).as(result::toString).isEmpty();
    assertThat(result.right()).as(result::toString).isPositive();
    assertThat(result.refused()).as(result::toString).isPositive();
    assertThat(result.probes()).as(result::toString).isEqualTo(1_000);
    assertThat(result.medianMillis()).as(result::toString).isLessThan(50);
    assertThat(result.memoryRatio()).as(result::toString).isLessThan(1.25);
    if (seconds >= LONG) {
      assertThat(result.p99Millis()).as(result::toString).isLessThan(50);
      assertThat(result.memoryRatio()).as(result::toString).isLessThan(1.1);
    }
  }
}
