package dev.hearth.examples.documentreader;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.StringJoiner;

/** Puts a page together from where lines stand and what they say. */
final class PageWriter {

  /** What the recognizer is less sure of was probably no text. */
  private static final double MIN_SCORE = 0.5;

  private static final double DIGITS = 1e4;

  private PageWriter() {}

  /**
   * Makes the page.
   *
   * @param rows where the lines stand
   * @param readings what each line says, row by row
   */
  static Page page(Picture picture, List<List<Frame>> rows, List<Reading> readings) {
    List<Line> lines = new ArrayList<>();
    StringJoiner text = new StringJoiner("\n");
    Iterator<Reading> next = readings.iterator();
    for (List<Frame> row : rows) {
      StringJoiner columns = new StringJoiner(" ");
      for (Frame frame : row) {
        Reading reading = next.next();
        if (!reading.text().isEmpty() && reading.score() >= MIN_SCORE) {
          double score = Math.round(reading.score() * DIGITS) / DIGITS;
          lines.add(new Line(reading.text(), score, frame.box(picture.width(), picture.height())));
          columns.add(reading.text());
        }
      }
      if (columns.length() > 0) {
        text.add(columns.toString());
      }
    }
    return new Page(text.toString(), lines);
  }
}
