package dev.hearth.benchmarks.batch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Lines over a common axis, as Mermaid draws them. Confined to one thread. */
final class Chart {

  private final String title;
  private final Set<String> axis = new LinkedHashSet<>();
  private final Map<String, List<Double>> lines = new LinkedHashMap<>();

  Chart(String title) {
    this.title = title;
  }

  /** Adds a point to the right of a line. */
  void point(String at, String line, double value) {
    axis.add('"' + at + '"');
    lines.computeIfAbsent(line, name -> new ArrayList<>()).add(value);
  }

  /** Returns the chart; Mermaid has no legend, so the title names the lines in order. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("xychart-beta\n");
    text.append("  title \"").append(title).append(" (");
    text.append(String.join(", ", lines.keySet())).append(")\"\n");
    text.append("  x-axis ").append(axis).append('\n');
    for (List<Double> line : lines.values()) {
      List<String> values =
          line.stream().map(value -> String.format(Locale.ROOT, "%.1f", value)).toList();
      text.append("  line ").append(values).append('\n');
    }
    return text.toString();
  }
}
