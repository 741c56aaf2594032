package dev.hearth.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What each rule says about the items that wait. */
class RulesTest {

  private static final long MILLI = 1_000_000;
  private static final int MAX_ROWS = 16;

  private final Costs costs = new Costs();
  private final Traffic traffic = new Traffic();
  private long slack = Long.MAX_VALUE;
  private long oldestWait;
  private boolean draining;
  private boolean flooded;
  private int batches;
  private int running;
  private int maxRows = MAX_ROWS;
  private long now = 1;

  @Test
  void fixed_enoughForItsSize_closesFull() {
    assertThat(fixed(8, 10).decide(waiting(9))).isEqualTo(Verdict.close(8, CloseReason.FULL));
  }

  @Test
  void fixed_sizeBeyondTheLimit_closesAtTheLimit() {
    assertThat(fixed(100, 10).decide(waiting(16))).isEqualTo(Verdict.close(16, CloseReason.FULL));
  }

  @Test
  void fixed_tooFew_waitsForTheRestOfItsTime() {
    oldestWait = 4 * MILLI;
    assertThat(fixed(8, 10).decide(waiting(3))).isEqualTo(Verdict.waiting(6 * MILLI));
    oldestWait = 10 * MILLI;
    assertThat(fixed(8, 10).decide(waiting(3))).isEqualTo(Verdict.close(3, CloseReason.WAIT_OVER));
  }

  @Test
  void fixed_deadlineIsBeforeTheEndOfTheWait_closesForIt() {
    learn(costs.of(1), 1, 4 * MILLI);
    slack = 20 * MILLI;
    assertThat(fixed(8, 100).decide(waiting(1))).isEqualTo(Verdict.waiting(15 * MILLI));
    slack = 4 * MILLI;
    assertThat(fixed(8, 100).decide(waiting(1))).isEqualTo(Verdict.close(1, CloseReason.DEADLINE));
  }

  @Test
  void fixed_draining_doesNotWait() {
    draining = true;
    assertThat(fixed(8, 10).decide(waiting(3))).isEqualTo(Verdict.close(3, CloseReason.DRAIN));
  }

  @Test
  void fixed_runsAtOnceWithoutAskingOnlyIfItNeverWaits() {
    assertThat(fixed(8, 0).freeRows(MAX_ROWS, costs.of(1))).isEqualTo(8);
    assertThat(fixed(8, 10).freeRows(MAX_ROWS, costs.of(1))).isZero();
  }

  @Test
  void latency_objectiveIsKept_batchesGrowByOneRow() {
    Rule rule = new LatencyRule(10 * MILLI, Sizes.any());
    for (int limit = 1; limit < 6; limit++) {
      assertThat(rule.decide(waiting(16))).isEqualTo(Verdict.close(limit, CloseReason.FULL));
      rule.ended(new Rule.Ended(limit, 5 * MILLI, 5 * MILLI, 0));
    }
  }

  @Test
  void latency_batchIsLessThanTheLimit_saysNothingAboutALargerOne() {
    Rule rule = grown(6);
    rule.ended(new Rule.Ended(2, MILLI, MILLI, 0));
    assertThat(rule.decide(waiting(16)).rows()).isEqualTo(6);
  }

  @Test
  void latency_objectiveIsMissed_batchesShrinkByATenthAndNeverBelowOne() {
    Rule rule = grown(10);
    rule.ended(new Rule.Ended(10, 11 * MILLI, 11 * MILLI, 0));
    assertThat(rule.decide(waiting(16)).rows()).isEqualTo(9);
    for (int i = 0; i < 100; i++) {
      rule.ended(new Rule.Ended(1, 11 * MILLI, 11 * MILLI, 0));
    }
    assertThat(rule.decide(waiting(16)).rows()).isEqualTo(1);
  }

  @Test
  void latency_fewerThanTheLimit_neverWaits() {
    Rule rule = grown(10);
    assertThat(rule.decide(waiting(3))).isEqualTo(Verdict.close(3, CloseReason.IDLE_ENGINE));
    draining = true;
    assertThat(rule.decide(waiting(3))).isEqualTo(Verdict.close(3, CloseReason.DRAIN));
  }

  @Test
  void latency_onlySomeSizesAreAllowed_growsFromOneToTheNext() {
    Rule rule = new LatencyRule(10 * MILLI, Sizes.of(4, 8));
    for (int i = 0; i < 20; i++) {
      int rows = rule.decide(waiting(16)).rows();
      assertThat(rows < 4 || rows == 4 || rows == 8).isTrue();
      rule.ended(new Rule.Ended(rows, MILLI, MILLI, 0));
    }
    assertThat(rule.decide(waiting(16)).rows()).isEqualTo(8);
    assertThat(rule.decide(waiting(7)).rows()).isEqualTo(4);
  }

  @Test
  void planned_followsTheStepThatHoldsAtTheRate() {
    Rule rule =
        new PlannedRule(
            List.of(
                new BatchPolicy.Planned.Step(0, 1, Duration.ZERO),
                new BatchPolicy.Planned.Step(100, 4, Duration.ofMillis(5)),
                new BatchPolicy.Planned.Step(1000, 8, Duration.ofMillis(9))));
    assertThat(rule.decide(waiting(2))).isEqualTo(Verdict.close(1, CloseReason.FULL));
    arriveEvery(2 * MILLI);
    assertThat(rule.decide(waiting(2))).isEqualTo(Verdict.waiting(5 * MILLI));
    assertThat(rule.decide(waiting(5))).isEqualTo(Verdict.close(4, CloseReason.FULL));
    arriveEvery(MILLI / 2);
    assertThat(rule.decide(waiting(2))).isEqualTo(Verdict.waiting(9 * MILLI));
    assertThat(rule.freeRows(MAX_ROWS, costs.of(1))).isZero();
  }

  @Test
  void adaptive_nobodyExpected_runsWhatIsThere() {
    for (int size : new int[] {1, 2, 4, 8}) {
      learn(costs.of(1), size, 10 * MILLI);
    }
    assertThat(adaptive().decide(waiting(3))).isEqualTo(Verdict.close(3, CloseReason.IDLE_ENGINE));
  }

  @Test
  void adaptive_asManyBatchesAsMayRun_waitsForOneToEnd() {
    batches = 1;
    running = 4;
    assertThat(adaptive().decide(waiting(3))).isEqualTo(Verdict.busy());
  }

  @Test
  void adaptive_enoughForTheLargestBatch_isFull() {
    for (int size : new int[] {1, 2, 4, 8, 16}) {
      learn(costs.of(1), size, 10 * MILLI);
    }
    assertThat(adaptive().decide(waiting(20))).isEqualTo(Verdict.close(16, CloseReason.FULL));
  }

  @Test
  void adaptive_aTenantFloods_runsOneShortBatchOfAnAllowedSizeAtATime() {
    expectMany();
    flooded = true;
    batches = 1;
    assertThat(adaptive().decide(waiting(3))).isEqualTo(Verdict.busy());
    batches = 0;
    assertThat(adaptive().decide(waiting(3))).isEqualTo(Verdict.close(3, CloseReason.FAIR_SHARE));
    assertThat(new AdaptiveRule(.05, Sizes.of(4, 8)).decide(waiting(7)))
        .isEqualTo(Verdict.close(4, CloseReason.FAIR_SHARE));
    maxRows = 2;
    assertThat(adaptive().decide(waiting(3))).isEqualTo(Verdict.close(2, CloseReason.FAIR_SHARE));
  }

  @Test
  void fixed_aTenantFloods_waitsAsItIsToldOrUntilAShortBatchIsFull() {
    flooded = true;
    assertThat(fixed(8, 10).decide(waiting(3))).isEqualTo(Verdict.waiting(10 * MILLI));
    maxRows = 3;
    assertThat(fixed(8, 10).decide(waiting(3))).isEqualTo(Verdict.close(3, CloseReason.FULL));
  }

  @Test
  void adaptive_largerBatchesGainNothing_runsSmallOnes() {
    for (int size : new int[] {1, 2, 4, 8, 16}) {
      learn(costs.of(1), size, size * (10L * MILLI));
    }
    Verdict verdict = adaptive().decide(waiting(15));
    assertThat(verdict).isEqualTo(Verdict.close(1, CloseReason.NO_GAIN));
  }

  @Test
  void adaptive_largerBatchesAreKnownFromLongAgo_triesOneWhereThatManyWait() {
    learn(costs.of(1), 8, 100 * MILLI);
    learn(costs.of(1), 2, 25 * MILLI);
    for (int i = 0; i < 4; i++) {
      learn(costs.of(1), 4, 40 * MILLI);
    }
    assertThat(adaptive().decide(waiting(7))).isEqualTo(Verdict.close(4, CloseReason.NO_GAIN));
    assertThat(adaptive().decide(waiting(9))).isEqualTo(Verdict.close(8, CloseReason.NO_GAIN));
    costs.of(1).add(8, 100 * MILLI, now);
    assertThat(adaptive().decide(waiting(9))).isEqualTo(Verdict.close(4, CloseReason.NO_GAIN));
  }

  @Test
  void adaptive_draining_doesNotWaitForThoseExpected() {
    expectMany();
    draining = true;
    assertThat(adaptive().decide(waiting(3))).isEqualTo(Verdict.close(3, CloseReason.DRAIN));
  }

  @Test
  void adaptive_othersComeSoonAndAddNothing_waitsForThem() {
    expectMany();
    Verdict verdict = adaptive().decide(waiting(3));
    assertThat(verdict.closes()).isFalse();
    assertThat(verdict.waitNanos()).isBetween(1L, MILLI);
  }

  @Test
  void adaptive_othersComeSoonButTheDeadlineIsNear_doesNotWait() {
    expectMany();
    slack = 11 * MILLI;
    assertThat(adaptive().decide(waiting(3)).reason()).isEqualTo(CloseReason.DEADLINE);
    assertThat(adaptive().decide(waiting(3)).rows()).isEqualTo(3);
  }

  @Test
  void adaptive_deadlineLeavesTimeForASmallBatchOnly_runsThat() {
    for (int size : new int[] {1, 2, 4, 8, 16}) {
      learn(costs.of(1), size, (40 + 2L * size) * MILLI);
    }
    slack = 65 * MILLI;
    Verdict verdict = adaptive().decide(waiting(15));
    assertThat(verdict.reason()).isEqualTo(CloseReason.DEADLINE);
    assertThat(costs.of(1).nanos(verdict.rows())).isLessThan(65 * MILLI);
  }

  private static Rule adaptive() {
    return Rule.of(BatchPolicy.adaptive(), Sizes.any());
  }

  private static Rule fixed(int size, int waitMillis) {
    return Rule.of(BatchPolicy.fixed(size, Duration.ofMillis(waitMillis)), Sizes.any());
  }

  private static Rule grown(int limit) {
    Rule rule = new LatencyRule(10 * MILLI, Sizes.any());
    for (int i = 1; i < limit; i++) {
      rule.ended(new Rule.Ended(i, MILLI, MILLI, 0));
    }
    return rule;
  }

  /** Eight are there at a time, and come back within microseconds, for next to nothing each. */
  private void expectMany() {
    for (int size : new int[] {1, 2, 4, 8, 16}) {
      learn(costs.of(1), size, 10 * MILLI);
    }
    for (int i = 0; i < 50; i++) {
      now += 5_000;
      traffic.arrived(1, 8, true, now);
    }
  }

  private void arriveEvery(long nanos) {
    for (int i = 0; i < 500; i++) {
      now += nanos;
      traffic.arrived(1, 1, true, now);
    }
  }

  private static void learn(CostCurve curve, int size, long nanos) {
    for (int i = 0; i < 4; i++) {
      curve.add(size, nanos, 0);
    }
  }

  private Situation waiting(int rows) {
    return new Situation(
        0,
        now,
        rows,
        rows,
        running,
        batches,
        1,
        maxRows,
        flooded,
        slack,
        oldestWait,
        draining,
        costs,
        traffic);
  }
}
