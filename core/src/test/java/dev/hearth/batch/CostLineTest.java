package dev.hearth.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withPrecision;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CostLineTest {

  @Test
  void through_pointsOnALine_isThatLine() {
    assertThat(line(new double[] {1, 2, 8}, new double[] {13, 16, 34}))
        .isEqualTo(new CostLine(3, 10));
  }

  @Test
  void through_oneOutlierAmongFive_isWithoutIt() {
    CostLine line = line(new double[] {1, 2, 4, 8, 16}, new double[] {11, 12, 900, 18, 26});
    assertThat(line.perRowNanos()).isEqualTo(1, withPrecision(.5));
    assertThat(line.fixedNanos()).isEqualTo(10, withPrecision(2.0));
  }

  /** Where noise is more than what a row adds, a fit by least squares goes down. */
  @Test
  void through_largerBatchesSeemCheaper_isLevel() {
    CostLine line = line(new double[] {1, 2, 4}, new double[] {30, 20, 10});
    assertThat(line).isEqualTo(new CostLine(0, 20));
  }

  @Test
  void through_costRisesMoreThanInProportion_hasNoFixedPart() {
    assertThat(line(new double[] {1, 2, 4}, new double[] {1, 10, 40}).fixedNanos()).isZero();
  }

  @Test
  void through_oneSize_goesThroughTheOrigin() {
    assertThat(line(new double[] {4}, new double[] {20})).isEqualTo(new CostLine(5, 0));
    assertThat(line(new double[] {4, 4}, new double[] {20, 20})).isEqualTo(new CostLine(5, 0));
  }

  @Property(tries = 200)
  void through_anyPoints_neitherPartIsNegativeOrNoNumber(
      @ForAll @Size(min = 1, max = 12) double[] anyNanos,
      @ForAll @DoubleRange(min = 1, max = 9) double spread) {
    double[] rows = new double[anyNanos.length];
    double[] nanos = new double[anyNanos.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = 1 + Math.floor(i * spread / 3);
      nanos[i] = 1 + Math.abs(anyNanos[i]) % 1e12;
    }
    CostLine line = line(rows, nanos);
    assertThat(line.perRowNanos()).isFinite().isNotNegative();
    assertThat(line.fixedNanos()).isFinite().isNotNegative();
  }

  private static CostLine line(double[] rows, double[] nanos) {
    return CostLine.through(rows, nanos);
  }
}
