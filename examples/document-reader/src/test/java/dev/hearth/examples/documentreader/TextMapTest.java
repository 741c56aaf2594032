package dev.hearth.examples.documentreader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TextMapTest {

  private static final int COLUMNS = 200;
  private static final int ROWS = 100;

  private final float[] likely = new float[COLUMNS * ROWS];

  @Test
  void frames_nothingLikely_areNone() {
    assertThat(frames()).isEmpty();
  }

  @Test
  void frames_upright_areGrownByTheirAreaOverTheirCircumference() {
    fill(new Frame(100, 40, 120, 10, 0), 0.9f);
    Frame frame = only();
    double growth = 2.0 * 120 * 10 / 260;
    assertThat(frame.x()).isCloseTo(100, within(0.01));
    assertThat(frame.y()).isCloseTo(40, within(0.01));
    assertThat(frame.width()).isCloseTo(120 + 2 * growth, within(0.01));
    assertThat(frame.height()).isCloseTo(10 + 2 * growth, within(0.01));
    assertThat(frame.angle()).isZero();
  }

  @Test
  void frames_askew_followTheLine() {
    fill(new Frame(100, 50, 150, 12, Math.toRadians(4)), 0.9f);
    Frame frame = only();
    assertThat(Math.toDegrees(frame.angle())).isCloseTo(4, within(0.7));
    assertThat(frame.x()).isCloseTo(100, within(1.0));
    assertThat(frame.y()).isCloseTo(50, within(1.0));
  }

  @Test
  void frames_withoutDirection_standUpright() {
    for (int turn = 0; turn < 90; turn += 5) {
      fill(new Frame(100, 50, 12, 12, Math.toRadians(turn)), 0.9f);
    }
    assertThat(only().angle()).isZero();
  }

  @Test
  void frames_tall_areReadDownwards() {
    fill(new Frame(100, 50, 10, 80, 0), 0.9f);
    Frame frame = only();
    assertThat(frame.angle()).isCloseTo(Math.PI / 2, within(1e-9));
    assertThat(frame.width()).isGreaterThan(frame.height());
  }

  @Test
  void frames_unsureOnAverage_areLeftOut() {
    fill(new Frame(100, 40, 120, 10, 0), 0.45f);
    assertThat(frames()).isEmpty();
  }

  @Test
  void frames_specks_areLeftOut() {
    fill(new Frame(100, 40, 2, 2, 0), 0.9f);
    assertThat(frames()).isEmpty();
  }

  @Test
  void frames_everythingLikely_isOne() {
    Arrays.fill(likely, 1f);
    assertThat(only().box(COLUMNS, ROWS)).isEqualTo(new Box(0, 0, COLUMNS, ROWS));
  }

  private Frame only() {
    List<Frame> frames = frames();
    assertThat(frames).hasSize(1);
    return frames.get(0);
  }

  private List<Frame> frames() {
    return new TextMap(COLUMNS, ROWS, likely).frames();
  }

  private void fill(Frame frame, float value) {
    for (int i = 0; i < likely.length; i++) {
      if (frame.contains(i % COLUMNS + 0.5, Math.floorDiv(i, COLUMNS) + 0.5)) {
        likely[i] = value;
      }
    }
  }
}
