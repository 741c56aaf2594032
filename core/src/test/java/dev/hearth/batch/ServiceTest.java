package dev.hearth.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ServiceTest {

  private static final double EXACT = 1e-6;

  private final Service service = new Service();

  @Test
  void perRow_nobodyHadToWait_isUnknown() {
    service.ended(4, false, 1_000);
    service.ended(4, false, 9_000);
    assertThat(service.perRowNanos()).isNaN();
  }

  @Test
  void perRow_someWait_isTheTimeBetweenEndsByRows() {
    service.ended(4, true, 1_000);
    service.ended(4, true, 9_000);
    assertThat(service.perRowNanos()).isCloseTo(2_000, within(EXACT));
  }

  @Test
  void perRow_pauseWithoutWork_doesNotCount() {
    service.ended(4, true, 1_000);
    service.ended(4, false, 9_000);
    service.ended(4, true, 1_000_000);
    service.ended(4, true, 1_008_000);
    assertThat(service.perRowNanos()).isCloseTo(2_000, within(EXACT));
  }

  @Test
  void perRow_oneSmallSlowBatchAmongLargeOnes_changesLittle() {
    long now = 0;
    for (int i = 0; i < 50; i++) {
      service.ended(32, true, now += 32_000);
    }
    service.ended(1, true, now + 32_000);
    assertThat(service.perRowNanos()).isBetween(1_000.0, 1_100.0);
  }

  @Test
  void plannable_lateAnswers_isLessAndComesBack() {
    assertThat(service.plannable()).isEqualTo(1);
    for (int i = 0; i < 100; i++) {
      service.late();
    }
    assertThat(service.plannable()).isEqualTo(.5);
    for (int i = 0; i < 1000; i++) {
      service.inTime();
    }
    assertThat(service.plannable()).isEqualTo(1);
  }
}
