package dev.hearth.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** Rows of text under headings, in columns as wide as they need; confined to one thread. */
final class Table {

  private final List<List<String>> rows = new ArrayList<>();

  Table(List<String> headings) {
    rows.add(headings);
  }

  void add(List<String> row) {
    rows.add(row);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = row.get(column);
        line.append(cell).append(" ".repeat(width(column) - cell.length() + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int width(int column) {
    int width = 0;
    for (List<String> row : rows) {
      width = Math.max(width, row.get(column).length());
    }
    return width;
  }
}
