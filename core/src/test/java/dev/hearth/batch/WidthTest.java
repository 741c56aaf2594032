package dev.hearth.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WidthTest {

  private static final long MILLI = 1_000_000;

  private final Costs costs = new Costs();
  private final Traffic traffic = new Traffic();
  private final Width width = new Width(Sizes.any());
  private long now = 1;

  @Test
  void choose_nothingIsKnown_usesEverySlot() {
    assertThat(width.choose(waiting())).isEqualTo(2);
  }

  @Test
  void choose_onlyOneAtATimeIsKnown_usesEverySlotToLearnMore() {
    learn(1, 8, 10);
    assertThat(width.choose(waiting())).isEqualTo(2);
  }

  @Test
  void choose_twoAtOnceTakeMoreThanTwiceAsLong_runsOneAtATime() {
    learn(1, 8, 10);
    learn(2, 8, 30);
    assertThat(width.choose(waiting())).isEqualTo(1);
  }

  @Test
  void choose_muchComesAndOnlyOneAtATimeIsKnown_usesEverySlotToLearnMore() {
    learn(1, 8, 10);
    arrive(MILLI);
    assertThat(width.choose(waiting())).isEqualTo(2);
  }

  @Test
  void decided_bothAnswerAsMany_nobodyWaitsForASlot() {
    learn(1, 8, 10);
    learn(1, 16, 20);
    learn(2, 8, 20);
    assertThat(width.decided(waiting())).isEqualTo(2);
  }

  @Test
  void choose_twoAtOnceAnswerLittleMore_runsOneAtATimeSinceTheFirstOfTwoIsAnsweredSooner() {
    learn(1, 8, 10);
    learn(2, 8, 16);
    arrive(2 * MILLI);
    assertThat(width.choose(waiting())).isEqualTo(1);
  }

  @Test
  void choose_twoAtOnceAnswerMuchMore_usesEverySlot() {
    learn(1, 8, 10);
    learn(2, 8, 14);
    arrive(2 * MILLI);
    assertThat(width.choose(waiting())).isEqualTo(2);
  }

  @Test
  void choose_moreComesThanOneAtATimeAnswers_usesEverySlotEvenForLittle() {
    learn(1, 8, 10);
    learn(1, 16, 20);
    learn(2, 8, 16);
    arrive(MILLI);
    assertThat(width.choose(waiting())).isEqualTo(2);
  }

  @Test
  void choose_moreComesThanAnythingAnswers_usesOneSlotWhereThatIsBetter() {
    learn(1, 8, 10);
    learn(1, 16, 20);
    learn(2, 8, 20);
    arrive(MILLI);
    assertThat(width.choose(waiting())).isEqualTo(1);
  }

  @Test
  void choose_halfOfItemsTimeIsOver_usesEverySlotForAWhile() {
    learn(1, 8, 10);
    learn(1, 16, 20);
    learn(2, 8, 20);
    assertThat(width.choose(waiting())).isEqualTo(1);
    assertThat(width.choose(waiting(49, 51))).isEqualTo(1);
    assertThat(width.choose(waiting(51, 49))).isEqualTo(2);
    now += 400 * MILLI;
    assertThat(width.choose(waiting())).isEqualTo(2);
    now += 700 * MILLI;
    assertThat(width.choose(waiting())).isEqualTo(1);
  }

  @Test
  void choose_callsAreTurnedAway_usesEverySlotUnlessThatAnswersLess() {
    learn(1, 8, 10);
    learn(1, 16, 20);
    learn(2, 8, 20);
    assertThat(width.choose(waiting())).isEqualTo(1);
    traffic.turnedAway(now);
    assertThat(width.choose(waiting())).isEqualTo(2);
    learn(2, 8, 22);
    assertThat(width.choose(waiting())).isEqualTo(1);
  }

  @Test
  void choose_someTimeHasPassed_checksTheOtherWayForAFewRuns() {
    learn(1, 8, 10);
    learn(2, 8, 30);
    assertThat(width.choose(waiting())).isEqualTo(1);
    assertThat(underLoad(Duration.ofMillis(500))).isEqualTo(2);
    learn(2, 8, 12);
    assertThat(width.choose(waiting())).isEqualTo(2);
    now += MILLI;
    assertThat(width.choose(waiting())).isEqualTo(2);
  }

  @Test
  void choose_someTimeHasPassedWithoutCalls_checksNothing() {
    learn(1, 8, 10);
    learn(2, 8, 30);
    assertThat(width.choose(waiting())).isEqualTo(1);
    now += Duration.ofSeconds(10).toNanos();
    assertThat(width.choose(waiting())).isEqualTo(1);
    assertThat(underLoad(Duration.ofMillis(450))).isEqualTo(1);
    assertThat(underLoad(Duration.ofMillis(50))).isEqualTo(2);
  }

  @Test
  void choose_oneAtATimeSeemedSlowForAMoment_isBackAfterTwoSeconds() {
    learn(1, 8, 10);
    learn(2, 8, 20);
    assertThat(width.choose(waiting())).isEqualTo(1);
    learn(1, 8, 20);
    assertThat(width.choose(waiting())).isEqualTo(2);
    assertThat(underLoad(Duration.ofMillis(1_950))).isEqualTo(2);
    assertThat(underLoad(Duration.ofMillis(50))).isEqualTo(1);
    now += MILLI;
    for (int i = 0; i < 3; i++) {
      costs.of(1).add(8, 10 * MILLI, now);
    }
    assertThat(width.choose(waiting())).isEqualTo(1);
    assertThat(underLoad(Duration.ofMillis(100))).isEqualTo(1);
  }

  @Test
  void choose_nothingIsLearnedInACheck_givesItUp() {
    learn(1, 8, 10);
    learn(2, 8, 30);
    width.choose(waiting());
    Set<Integer> chosen = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      now += 50 * MILLI;
      chosen.add(width.choose(waiting()));
    }
    assertThat(chosen).containsExactlyInAnyOrder(1, 2);
    now += 300 * MILLI;
    width.choose(waiting());
    now += MILLI;
    assertThat(width.choose(waiting())).isEqualTo(1);
  }

  /** Asks again and again for so long; returns the last answer. */
  private int underLoad(Duration lasting) {
    long end = now + lasting.toNanos();
    int chosen = 0;
    while (now < end) {
      now += 50 * MILLI;
      chosen = width.choose(waiting());
    }
    return chosen;
  }

  private void arrive(long gapNanos) {
    for (int i = 0; i < 300; i++) {
      traffic.arrived(1, 1, true, i * gapNanos);
    }
  }

  private void learn(int parallel, int size, int millis) {
    for (int i = 0; i < 16; i++) {
      costs.of(parallel).add(size, millis * MILLI, now);
    }
  }

  private Situation waiting() {
    return waiting(0, Integer.MAX_VALUE);
  }

  private Situation waiting(int waitedMillis, int leftMillis) {
    return new Situation(
        0,
        now,
        16,
        16,
        0,
        0,
        2,
        16,
        false,
        leftMillis * MILLI,
        waitedMillis * MILLI,
        false,
        costs,
        traffic);
  }
}
