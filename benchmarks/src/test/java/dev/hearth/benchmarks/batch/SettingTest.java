package dev.hearth.benchmarks.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SettingTest {

  @Test
  void grid_aSingleItem_waitsForNobody() {
    assertThat(Setting.grid(List.of(1, 8), List.of(0, 5), List.of(1, 2)))
        .containsExactly(
            Setting.of(1, 0, 1),
            Setting.of(8, 0, 1),
            Setting.USUAL,
            Setting.of(1, 0, 2),
            Setting.of(8, 0, 2),
            Setting.of(8, 5, 2));
  }

  @Test
  void full_triesEverySetting() {
    assertThat(Pace.full().grid()).hasSize(52).doesNotHaveDuplicates();
  }

  @Test
  void toString_saysItInWords() {
    assertThat(Setting.USUAL).hasToString("fixed 8, 5 ms, 1 at once");
  }
}
