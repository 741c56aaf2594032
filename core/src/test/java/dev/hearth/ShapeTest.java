package dev.hearth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ShapeTest {

  @Test
  void of_extentBelowAny_isRefused() {
    assertThatThrownBy(() -> Shape.of(2, -2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shape: [2, -2] (expected: extents of 0 or more, or -1 for any)");
  }

  @Test
  void of_arrayChangedAfterwards_isNotAffected() {
    long[] dims = {2, 3};
    Shape shape = Shape.of(dims);
    dims[0] = 7;
    shape.dims()[1] = 7;

    assertThat(shape).isEqualTo(Shape.of(2, 3)).hasSameHashCodeAs(Shape.of(2, 3));
  }

  @Test
  void elements_ofScalar_isOne() {
    assertThat(Shape.of().elements()).isEqualTo(1);
    assertThat(Shape.of().rank()).isZero();
  }

  @Test
  void elements_isTheProduct() {
    assertThat(Shape.of(2, 3, 4).elements()).isEqualTo(24);
  }

  @Test
  void elements_withZeroExtent_isZeroHoweverLargeTheOthers() {
    assertThat(Shape.of(0, 1L << 40, 1L << 40).elements()).isZero();
    assertThat(Shape.of(1L << 40, 1L << 40, 0).elements()).isZero();
  }

  @Test
  void elements_withUnknownExtent_fails() {
    assertThatThrownBy(() -> Shape.of(1, Shape.ANY).elements())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("shape: [1, ?] (expected: every extent known)");
  }

  @Test
  void elements_tooMany_fails() {
    assertThatThrownBy(() -> Shape.of(1L << 40, 1L << 40).elements())
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void fits_sameExtentsOrAny_holds() {
    assertThat(Shape.of(2, 3).fits(Shape.of(2, 3))).isTrue();
    assertThat(Shape.of(2, 3).fits(Shape.of(Shape.ANY, 3))).isTrue();
    assertThat(Shape.of(Shape.ANY, 3).fits(Shape.of(2, Shape.ANY))).isTrue();
  }

  @Test
  void fits_otherExtentOrRank_doesNotHold() {
    assertThat(Shape.of(2, 3).fits(Shape.of(2, 4))).isFalse();
    assertThat(Shape.of(2, 3).fits(Shape.of(2, 3, 1))).isFalse();
    assertThat(Shape.of().fits(Shape.of(1))).isFalse();
  }

  @Test
  void toString_showsAnyAsQuestionMark() {
    assertThat(Shape.of(1, Shape.ANY, 384)).hasToString("[1, ?, 384]");
    assertThat(Shape.of()).hasToString("[]");
  }
}
