package dev.hearth.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withPrecision;

import org.junit.jupiter.api.Test;

class SliceTest {

  private static final long MILLI = 1_000_000;

  @Test
  void rate_oneBatchAfterAnother_isRowsByTime() {
    Slice slice = new Slice(1, 0);
    for (int i = 1; i <= 4; i++) {
      slice.advance(1, i * (10 * MILLI));
      slice.ended(ended(8, 10, i * 10));
    }
    assertThat(slice.rate()).isEqualTo(.8 / MILLI, withPrecision(1e-12));
    assertThat(slice.isIdle()).isFalse();
  }

  /** The second one that ran beside the last counts by the time it had taken. */
  @Test
  void rate_oneIsStillUnderWay_countsByItsTime() {
    Slice slice = new Slice(2, 0);
    for (int i = 1; i <= 3; i++) {
      slice.advance(2, i * (10 * MILLI));
      slice.ended(ended(8, 10, i * 10));
    }
    assertThat(slice.rate()).isEqualTo(1.6 / MILLI, withPrecision(1e-12));
  }

  @Test
  void rate_waitedForCallersHalfOfTheTime_isHalf() {
    Slice slice = new Slice(1, 0);
    slice.advance(1, 10 * MILLI);
    slice.ended(ended(8, 10, 10));
    slice.advance(0, 20 * MILLI);
    assertThat(slice.rate()).isEqualTo(.4 / MILLI, withPrecision(1e-12));
  }

  @Test
  void isIdle_onlyIfCallersStayAwayForLong() {
    Slice slice = new Slice(1, 0);
    slice.advance(1, 8 * MILLI);
    slice.advance(0, 10 * MILLI);
    assertThat(slice.isIdle()).isFalse();
    slice.advance(0, 30 * MILLI);
    assertThat(slice.isIdle()).isTrue();
  }

  @Test
  void ended_batchThatBeganBefore_doesNotCount() {
    Slice slice = new Slice(1, 5 * MILLI);
    slice.advance(1, 10 * MILLI);
    slice.ended(ended(8, 10, 10));
    assertThat(slice.isLong(1, 1, 0)).isFalse();
    slice.advance(1, 20 * MILLI);
    slice.ended(ended(8, 10, 20));
    assertThat(slice.isLong(1, 8, 15 * MILLI)).isTrue();
    assertThat(slice.isLong(2, 8, 15 * MILLI)).isFalse();
    assertThat(slice.isLong(1, 9, 15 * MILLI)).isFalse();
    assertThat(slice.isLong(1, 8, 16 * MILLI)).isFalse();
  }

  private static Rule.Ended ended(int rows, int tookMillis, int atMillis) {
    return new Rule.Ended(rows, tookMillis * MILLI, tookMillis * MILLI, atMillis * MILLI);
  }
}
