package dev.hearth.benchmarks;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one benchmark. A value in a row is text, a number or a {@link Spread}.
 *
 * @param name the benchmark
 * @param machine the machine, in words
 * @param jdk the JDK, in words
 * @param commit the commit measured, with {@code -dirty} after it when files had changed
 * @param rows one map for each thing measured, by column
 * @param ratios what the rows come to, by name
 */
public record Report(
    String name,
    String machine,
    String jdk,
    String commit,
    List<Map<String, Object>> rows,
    Map<String, Double> ratios) {

  /** Copies the lists. */
  public Report {
    rows = List.copyOf(rows);
    ratios = new LinkedHashMap<>(ratios);
  }

  /**
   * Makes a report of this machine, JDK and commit.
   *
   * @param name the benchmark
   * @param rows one map for each thing measured, by column
   * @param ratios what the rows come to, by name
   * @return the report
   */
  public static Report of(String name, List<Map<String, Object>> rows, Map<String, Double> ratios) {
    return new Report(
        name, Surroundings.machine(), Surroundings.jdk(), Surroundings.commit(), rows, ratios);
  }

  /**
   * Writes the report for programs.
   *
   * @return JSON on one line
   */
  public String json() {
    StringWriter text = new StringWriter();
    try (JsonWriter json = new JsonWriter(text)) {
      json.beginObject();
      json.name("name").value(name);
      json.name("machine").value(machine);
      json.name("jdk").value(jdk);
      json.name("commit").value(commit);
      json.name("rows").beginArray();
      for (Map<String, Object> row : rows) {
        json.beginObject();
        for (Map.Entry<String, Object> cell : row.entrySet()) {
          json.name(cell.getKey());
          write(json, cell.getValue());
        }
        json.endObject();
      }
      json.endArray();
      json.name("ratios").beginObject();
      for (Map.Entry<String, Double> ratio : ratios.entrySet()) {
        json.name(ratio.getKey()).value(rounded(ratio.getValue()));
      }
      json.endObject();
      json.endObject();
    } catch (IOException e) {
      throw new IllegalStateException("a string could not be written to", e);
    }
    return text.toString();
  }

  /**
   * Writes the report for people.
   *
   * @return a table, then the ratios
   */
  public String table() {
    Set<String> columns = new LinkedHashSet<>();
    for (Map<String, Object> row : rows) {
      columns.addAll(row.keySet());
    }
    Table table = new Table(List.copyOf(columns));
    for (Map<String, Object> row : rows) {
      table.add(columns.stream().map(column -> cell(row.get(column))).toList());
    }
    StringBuilder text = new StringBuilder();
    text.append(name).append(" on ").append(machine).append(", JDK ").append(jdk);
    text.append(", commit ").append(commit).append("\n\n").append(table);
    if (!ratios.isEmpty()) {
      text.append('\n');
      ratios.forEach((key, value) -> text.append(key + ": " + decimal(value) + "\n"));
    }
    return text.toString();
  }

  private static void write(JsonWriter json, Object value) throws IOException {
    if (value instanceof Spread spread) {
      json.beginObject();
      json.name("median").value(rounded(spread.median()));
      json.name("min").value(rounded(spread.min()));
      json.name("max").value(rounded(spread.max()));
      json.endObject();
    } else if (value instanceof Number number) {
      json.value(number);
    } else {
      json.value(value.toString());
    }
  }

  private static String cell(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Spread spread) {
      return decimal(spread.median())
          + " ("
          + decimal(spread.min())
          + "-"
          + decimal(spread.max())
          + ")";
    }
    return value instanceof Double number ? decimal(number) : value.toString();
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : "%,.1f", value);
  }
}
