package dev.hearth.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SizesTest {

  private static final long MILLI = 1_000_000;
  private static final long NO_HURRY = Long.MAX_VALUE;

  @Test
  void best_costsNothingPerRow_isTheLimit() {
    CostCurve curve = curve(0, 10, 1, 2, 4, 8, 16, 32);
    assertThat(Sizes.any().best(curve, 32, NO_HURRY)).isEqualTo(32);
    assertThat(Sizes.any().best(curve, 20, NO_HURRY)).isEqualTo(20);
  }

  @Test
  void best_batchesGainNothing_isOne() {
    assertThat(Sizes.any().best(curve(10, 0, 1, 2, 4, 8, 16, 32), 32, NO_HURRY)).isEqualTo(1);
  }

  @Test
  void best_nothingKnown_isOneRowOrTheLeastAllowed() {
    assertThat(Sizes.any().best(new CostCurve(), 32, NO_HURRY)).isEqualTo(1);
    assertThat(Sizes.of(8, 4).best(new CostCurve(), 32, NO_HURRY)).isEqualTo(4);
    assertThat(Sizes.of(8, 4).best(new CostCurve(), 3, NO_HURRY)).isEqualTo(3);
  }

  @Test
  void best_sizesFarBeyondTheKnown_areNotTriedAtOnce() {
    assertThat(Sizes.any().best(curve(0, 10, 1), 32, NO_HURRY)).isEqualTo(2);
  }

  @Test
  void best_deadlineIsNear_isTheLargestThatMakesIt() {
    CostCurve curve = curve(1, 10, 1, 2, 4, 8, 16);
    int size = Sizes.any().best(curve, 16, 20 * MILLI);
    assertThat(curve.nanos(size)).isLessThanOrEqualTo(20 * MILLI);
    assertThat(size).isBetween(4, 10);
  }

  @Test
  void best_costRisesPastASize_staysBelowIt() {
    CostCurve curve = curve(1, 10, 1, 2, 4, 8);
    learn(curve, 16, 200 * MILLI);
    learn(curve, 32, 500 * MILLI);
    assertThat(Sizes.any().best(curve, 32, NO_HURRY)).isEqualTo(8);
  }

  /** Triton rounds down to the least preferred size, and runs more than the largest. */
  @Test
  void best_moreWaitThanTheLargestAllowedSize_isTheLargestAllowedOne() {
    Sizes sizes = Sizes.of(4, 8);
    CostCurve curve = curve(0, 10, 1, 4, 8, 9, 16);
    assertThat(sizes.best(curve, 9, NO_HURRY)).isEqualTo(8);
    assertThat(sizes.best(curve, 7, NO_HURRY)).isEqualTo(4);
    assertThat(sizes.floor(9)).isEqualTo(8);
  }

  @Test
  void lean_onlySomeSizesAreAllowed_isOneOfThem() {
    CostCurve curve = curve(1, 10, 1, 4, 8, 16);
    assertThat(Sizes.of(2, 12, 16).lean(curve, 16)).isIn(2, 12, 16);
    assertThat(Sizes.any().lean(curve, 16)).isLessThan(16);
  }

  @Property(tries = 300)
  void best_andLean_areAllowedSizesWithinTheLimit(
      @ForAll @IntRange(max = 20) int perRow,
      @ForAll @IntRange(max = 20) int fixed,
      @ForAll @IntRange(min = 1, max = 16) int known,
      @ForAll @IntRange(min = 1, max = 64) int limit,
      @ForAll @IntRange(max = 200) int slackMillis) {
    Sizes sizes = Sizes.of(3, 8, 16);
    CostCurve curve = curve(perRow, fixed, known);
    for (int size :
        new int[] {sizes.best(curve, limit, slackMillis * MILLI), sizes.lean(curve, limit)}) {
      assertThat(size).isBetween(1, limit);
      assertThat(size < 3 ? size == limit : sizes.allows(size)).isTrue();
    }
  }

  @Test
  void allows_restrictedSizes_theseAndWhatIsLessThanAll() {
    Sizes sizes = Sizes.of(8, 4);
    assertThat(IntStream.rangeClosed(1, 12).filter(sizes::allows)).containsExactly(1, 2, 3, 4, 8);
    assertThat(IntStream.rangeClosed(1, 12)).allMatch(Sizes.any()::allows);
  }

  private static CostCurve curve(int perRowMillis, int fixedMillis, int... sizes) {
    CostCurve curve = new CostCurve();
    for (int size : sizes) {
      learn(curve, size, (perRowMillis * (long) size + fixedMillis) * MILLI);
    }
    return curve;
  }

  private static void learn(CostCurve curve, int size, long nanos) {
    for (int i = 0; i < 4; i++) {
      curve.add(size, nanos, 0);
    }
  }
}
