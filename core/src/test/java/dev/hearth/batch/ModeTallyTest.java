package dev.hearth.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withPrecision;

import org.junit.jupiter.api.Test;

class ModeTallyTest {

  private static final double QUIET = 0.1;

  private final ModeTally tally = new ModeTally();

  @Test
  void doubt_measuredOnce_isThatItMayHaveBeenABadMoment() {
    tally.add(0);
    double once = tally.doubt(QUIET);
    tally.add(0);
    tally.add(0);
    assertThat(once).isGreaterThan(5 * tally.doubt(QUIET));
  }

  @Test
  void doubt_measuredOften_isByTheNoise() {
    for (int i = 0; i < 4; i++) {
      tally.add(0);
    }
    assertThat(tally.doubt(QUIET)).isEqualTo(QUIET / 2, withPrecision(1e-9));
  }

  @Test
  void doubt_longAgo_growsAgain() {
    for (int i = 0; i < 4; i++) {
      tally.add(0);
    }
    double before = tally.doubt(QUIET);
    tally.fade();
    assertThat(tally.doubt(QUIET)).isGreaterThan(before);
  }

  @Test
  void add_farFromWhatIsKnown_isBelievedButAsDoubtfulAsTheFirst() {
    tally.add(0);
    double first = tally.doubt(QUIET);
    for (int i = 0; i < 10; i++) {
      tally.add(0);
    }
    tally.add(-1);
    assertThat(tally.mean()).isEqualTo(-1);
    assertThat(tally.doubt(QUIET)).isEqualTo(first);
  }

  @Test
  void noise_isLearnedAndKeptWithinBounds() {
    Noise noise = new Noise();
    assertThat(noise.now()).isEqualTo(Noise.USUAL);
    for (int i = 0; i < 100; i++) {
      noise.add(.12);
    }
    assertThat(noise.now()).isEqualTo(.15, withPrecision(.01));
    for (int i = 0; i < 200; i++) {
      noise.add(0);
    }
    assertThat(noise.now()).isPositive();
    for (int i = 0; i < 200; i++) {
      noise.add(9);
    }
    assertThat(noise.now()).isLessThan(1);
  }
}
