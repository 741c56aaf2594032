package dev.hearth.examples.documentreader;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Brings the lines of a page into the order they are read in: rows downwards, columns across. */
final class ReadingOrder {

  /** How far apart, in heights of a line, the middles of two columns of one row may be. */
  private static final double SAME_ROW = 0.5;

  private ReadingOrder() {}

  /** Returns the rows of a page, each with its columns. */
  static List<List<Frame>> rows(List<Frame> lines) {
    double angle = direction(lines);
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    List<List<Frame>> rows = new ArrayList<>();
    double middle = 0;
    for (Frame line :
        lines.stream().sorted(Comparator.comparing(f -> down(f, cos, sin))).toList()) {
      double down = down(line, cos, sin);
      List<Frame> row = rows.isEmpty() ? List.of() : rows.get(rows.size() - 1);
      if (!row.isEmpty()
          && down - middle <= SAME_ROW * Math.min(line.height(), row.get(0).height())) {
        middle += (down - middle) / (row.size() + 1);
        row.add(line);
      } else {
        middle = down;
        rows.add(new ArrayList<>(List.of(line)));
      }
    }
    rows.forEach(row -> row.sort(Comparator.comparing(f -> f.x() * cos + f.y() * sin)));
    return rows;
  }

  private static double down(Frame line, double cos, double sin) {
    return line.y() * cos - line.x() * sin;
  }

  /** Returns the direction most of the text runs in: that of the middle one of the longest half. */
  private static double direction(List<Frame> lines) {
    List<Frame> longest =
        lines.stream()
            .sorted(Comparator.comparingDouble(Frame::width).reversed())
            .limit((lines.size() + 1) / 2)
            .sorted(Comparator.comparingDouble(Frame::angle))
            .toList();
    return longest.isEmpty() ? 0 : longest.get(longest.size() / 2).angle();
  }
}
