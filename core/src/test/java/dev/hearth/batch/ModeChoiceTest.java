package dev.hearth.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ModeChoiceTest {

  private static final long MILLI = 1_000_000;

  private final Costs costs = new Costs();
  private final Traffic traffic = new Traffic();
  private final ModeChoice choice = new ModeChoice(Sizes.any());
  private long now = MILLI;

  @Test
  void choose_oneRowOnly_usesEverySlotAndMeasuresNothing() {
    choose(1, false);
    assertThat(choice.parallel()).isEqualTo(2);
    assertThat(choice.size()).isZero();
  }

  @Test
  void choose_itemsComeWhenTheyCome_asksWhatBatchesCostAndNeverForASize() {
    known();
    comeWhenTheyCome();
    Set<Integer> widths = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      run(4);
      assertThat(choice.size()).isZero();
      widths.add(choice.parallel());
    }
    assertThat(widths).contains(1);
  }

  @Test
  void choose_callersComeBack_measuresSizesAndBothWidthsAndThenStaysWithTheBest() {
    known();
    comeBack();
    Set<Integer> sizes = new HashSet<>();
    Set<Integer> widths = new HashSet<>();
    for (int i = 0; i < 2000; i++) {
      run(32);
      sizes.add(choice.size());
      widths.add(choice.parallel());
    }
    assertThat(sizes).hasSizeGreaterThan(1);
    assertThat(widths).containsExactlyInAnyOrder(1, 2);
    int best = 0;
    for (int i = 0; i < 200; i++) {
      run(32);
      best += choice.parallel() == 1 && choice.size() >= 8 ? 1 : 0;
    }
    assertThat(best).isGreaterThan(100);
  }

  @Test
  void choose_aTenantFloods_measuresNothing() {
    known();
    comeBack();
    choose(32, true);
    assertThat(choice.size()).isZero();
  }

  /** One at a time is a tenth better than two beside each other, and rows more cost little. */
  private long nanos(int rows, int parallel) {
    return (2 + rows) * MILLI * (parallel > 1 ? 22 : 10) / 10;
  }

  private void known() {
    for (int rows : new int[] {1, 2, 4, 8, 16, 32}) {
      for (int i = 0; i < 16; i++) {
        costs.of(1).add(rows, nanos(rows, 1), now);
        costs.of(2).add(rows, nanos(rows, 2), now);
      }
    }
  }

  private void comeBack() {
    for (int i = 0; i < 300; i++) {
      traffic.ended(32, now);
      traffic.arrived(1, 32, true, now + MILLI / 100);
      now += 2 * MILLI;
    }
  }

  private void comeWhenTheyCome() {
    for (int i = 0; i < 300; i++) {
      traffic.arrived(1, 4, true, now);
      now += 5 * MILLI;
    }
  }

  /** Runs what is chosen while so many rows wait. */
  private void run(int waiting) {
    choose(waiting, false);
    int parallel = choice.parallel();
    int rows = choice.size() == 0 ? Math.min(waiting, 8) : choice.size();
    long took = nanos(rows, parallel);
    now += took;
    choice.advance(parallel, now);
    for (int i = 0; i < parallel; i++) {
      choice.ended(new Rule.Ended(rows, took, took, now));
    }
  }

  private void choose(int waiting, boolean flooded) {
    choice.choose(
        new Situation(
            0,
            now,
            waiting,
            waiting,
            0,
            0,
            2,
            32,
            flooded,
            Long.MAX_VALUE,
            0,
            false,
            costs,
            traffic));
  }
}
