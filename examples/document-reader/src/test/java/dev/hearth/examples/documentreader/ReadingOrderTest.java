package dev.hearth.examples.documentreader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ReadingOrderTest {

  private static final Frame TITLE = new Frame(200, 20, 300, 24, 0);
  private static final Frame LEFT = new Frame(100, 60, 150, 20, 0);
  private static final Frame RIGHT = new Frame(350, 64, 60, 20, 0);
  private static final Frame LAST = new Frame(100, 90, 150, 20, 0);

  @Test
  void rows_nothing_areNone() {
    assertThat(ReadingOrder.rows(List.of())).isEmpty();
  }

  @Test
  void rows_upright_goDownAndAcross() {
    assertThat(ReadingOrder.rows(List.of(RIGHT, LAST, LEFT, TITLE)))
        .isEqualTo(List.of(List.of(TITLE), List.of(LEFT, RIGHT), List.of(LAST)));
  }

  @Test
  void rows_upsideDown_goUpAndBack() {
    List<Frame> turned = List.of(LAST.turned(), RIGHT.turned(), TITLE.turned(), LEFT.turned());
    assertThat(ReadingOrder.rows(turned))
        .isEqualTo(
            List.of(
                List.of(LAST.turned()),
                List.of(RIGHT.turned(), LEFT.turned()),
                List.of(TITLE.turned())));
  }

  @Test
  void rows_leaning_keepTheirColumns() {
    double angle = Math.toRadians(3);
    double down = Math.tan(angle);
    Frame left = new Frame(100, 100, 120, 20, angle);
    Frame right = new Frame(600, 100 + 500 * down, 80, 20, angle);
    Frame below = new Frame(100, 130, 120, 20, angle);
    assertThat(ReadingOrder.rows(List.of(below, right, left)))
        .isEqualTo(List.of(List.of(left, right), List.of(below)));
  }
}
