package dev.hearth.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ModesTest {

  private final Modes modes = new Modes(1, 2, 4, 8, 16, 32);

  @Test
  void best_nothingMeasured_letsHalfOfTheCallersWait() {
    assertThat(modes.best(load(2, 32))).isEqualTo(new Mode(true, 3));
    assertThat(modes.best(load(2, 3))).isEqualTo(new Mode(true, 0));
    assertThat(modes.best(load(1, 32))).isEqualTo(new Mode(true, 4));
    assertThat(modes.isKnown(modes.best(load(2, 32)))).isFalse();
  }

  @Test
  void best_nothingMeasuredButRunsAreKnown_isWhatTheySay() {
    Modes.Load load = new Modes.Load(2, 32, mode -> mode.equals(new Mode(false, 5)) ? 3 : 1);
    assertThat(modes.best(load)).isEqualTo(new Mode(false, 5));
  }

  @Test
  void best_equallyFast_isTheSmaller() {
    modes.measured(new Mode(true, 3), 1);
    modes.measured(new Mode(true, 2), 1);
    assertThat(modes.best(load(2, 32))).isEqualTo(new Mode(true, 2));
  }

  @Test
  void best_tooFewCallersForIt_isAnotherOne() {
    modes.measured(new Mode(true, 4), 2);
    modes.measured(new Mode(true, 1), 1);
    assertThat(modes.best(load(2, 32))).isEqualTo(new Mode(true, 4));
    assertThat(modes.best(load(2, 4))).isEqualTo(new Mode(true, 1));
  }

  @Test
  void next_neighbourWasNeverMeasured_isTried() {
    modes.measured(new Mode(true, 3), 1);
    assertThat(modes.next(load(2, 32))).isNotEqualTo(new Mode(true, 3));
  }

  @Test
  void next_runsSpeakAgainstAllNeighbours_isTheBest() {
    Mode best = new Mode(true, 3);
    modes.measured(best, 1);
    Modes.Load load = new Modes.Load(2, 32, mode -> mode.equals(best) ? 1 : .5);
    assertThat(modes.next(load)).isEqualTo(best);
  }

  @Test
  void next_oneSlot_neverAsksForTwoWidths() {
    for (int i = 0; i < 50; i++) {
      Mode next = modes.next(load(1, 32));
      assertThat(next.wide()).isTrue();
      modes.measured(next, 1);
    }
  }

  @Test
  void measured_everythingTakesTwiceAsLong_leavesTheOrderAsItWas() {
    Mode good = new Mode(true, 3);
    Mode worse = new Mode(true, 2);
    for (int i = 0; i < 4; i++) {
      modes.measured(worse, .9);
      modes.measured(good, 1);
    }
    for (int i = 0; i < 4; i++) {
      modes.measured(good, .4);
      assertThat(modes.best(load(2, 32))).isEqualTo(good);
    }
    modes.measured(worse, .36);
    assertThat(modes.best(load(2, 32))).isEqualTo(good);
  }

  @Test
  void measured_oneModeAloneGotWorse_isLeft() {
    Mode good = new Mode(true, 3);
    Mode worse = new Mode(true, 2);
    modes.measured(good, 1);
    modes.measured(worse, .9);
    modes.measured(good, .3);
    assertThat(modes.best(load(2, 32))).isEqualTo(worse);
  }

  /** Whatever the best one is, rows are soon answered about as fast as it answers them. */
  @Property(tries = 60)
  void next_oneHill_isClimbed(
      @ForAll @IntRange(max = 5) int top, @ForAll boolean wide, @ForAll long seed) {
    Modes any = new Modes(1, 2, 4, 8, 16, 32);
    Modes.Load load = load(2, 33);
    Random noise = new Random(seed);
    double answered = 0;
    for (int i = 0; i < 300; i++) {
      Mode next = any.next(load);
      double rate = rate(next, Math.min(top, wide ? 4 : 5), wide);
      any.measured(next, rate * Math.exp(.1 * noise.nextGaussian()));
      answered += i < 100 ? 0 : rate;
    }
    assertThat(answered / 200).isGreaterThan(.85);
  }

  private static double rate(Mode mode, int top, boolean wide) {
    return Math.exp(-.25 * Math.abs(mode.step() - top) - (mode.wide() == wide ? 0 : .2));
  }

  private static Modes.Load load(int slots, int callers) {
    return new Modes.Load(slots, callers, mode -> Double.NaN);
  }
}
