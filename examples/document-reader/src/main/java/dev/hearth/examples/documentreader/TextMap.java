package dev.hearth.examples.documentreader;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** How likely each pixel belongs to a line of text, and the lines that come of it. */
final class TextMap {

  /** From here on a pixel counts as text. */
  private static final float TEXT = 0.3f;

  /** How likely the pixels of a line must be on average. */
  private static final double MIN_SCORE = 0.5;

  /**
   * The model was trained on lines shrunk by their area over their circumference. A little more
   * than brings them back keeps the recognizer from running words together.
   */
  private static final double GROWTH = 2.0;

  private static final int MIN_SIDE = 3;
  private static final int MAX_LINES = 1000;

  private final int columns;
  private final int rows;
  private final float[] likely;
  private final boolean[] seen;
  private int[] pending = new int[1024];

  TextMap(int columns, int rows, float[] likely) {
    this.columns = columns;
    this.rows = rows;
    this.likely = likely;
    this.seen = new boolean[likely.length];
  }

  /** Returns the frames of the lines; to be called once. */
  List<Frame> frames() {
    List<Frame> frames = new ArrayList<>();
    for (int start = 0; start < likely.length && frames.size() < MAX_LINES; start++) {
      if (isNew(start)) {
        Frame frame = patch(start).smallestFrame();
        if (frame.shortSide() >= MIN_SIDE && score(frame) >= MIN_SCORE) {
          frames.add(whole(frame));
        }
      }
    }
    return frames;
  }

  private boolean isNew(int at) {
    return !seen[at] && likely[at] > TEXT;
  }

  private static Frame whole(Frame core) {
    double circumference = 2 * (core.width() + core.height());
    Frame whole = core.grown(core.area() * GROWTH / circumference);
    return whole.isTall() ? whole.downwards() : whole;
  }

  /** Collects the pixels that hang together with one, by sides or corners. */
  private Patch patch(int start) {
    Patch patch = new Patch();
    int count = 0;
    pending[count++] = start;
    seen[start] = true;
    while (count > 0) {
      int at = pending[--count];
      int row = at / columns;
      int column = at % columns;
      patch.add(column, row);
      for (int y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
        for (int x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
          int next = y * columns + x;
          if (isNew(next)) {
            seen[next] = true;
            if (count == pending.length) {
              pending = Arrays.copyOf(pending, 2 * count);
            }
            pending[count++] = next;
          }
        }
      }
    }
    return patch;
  }

  private double score(Frame frame) {
    Box box = frame.box(columns, rows);
    double sum = 0;
    int count = 0;
    for (int row = box.top(); row < box.top() + box.height(); row++) {
      for (int column = box.left(); column < box.left() + box.width(); column++) {
        if (frame.contains(column + 0.5, row + 0.5)) {
          sum += likely[row * columns + column];
          count++;
        }
      }
    }
    return count == 0 ? 0 : sum / count;
  }
}
