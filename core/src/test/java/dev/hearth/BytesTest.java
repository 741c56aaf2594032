package dev.hearth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BytesTest {

  @Test
  void of_negative_isRefused() {
    assertThatThrownBy(() -> Bytes.of(-1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bytes: -1 (expected: 0 or more)");
  }

  @Test
  void mebibytes_andGibibytes_arePowersOfTwo() {
    assertThat(Bytes.mebibytes(3).value()).isEqualTo(3L << 20);
    assertThat(Bytes.gibibytes(3).value()).isEqualTo(3L << 30);
  }

  @Test
  void gibibytes_tooMany_isRefused() {
    assertThatThrownBy(() -> Bytes.gibibytes(Long.MAX_VALUE))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void compareTo_ordersByAmount() {
    assertThat(Bytes.of(2)).isLessThan(Bytes.of(10));
  }

  @Test
  void toString_groupsDigits() {
    assertThat(Bytes.of(90_387_606)).hasToString("90,387,606 bytes");
  }
}
