package dev.hearth.tools;

import dev.hearth.bundle.Graph;
import dev.hearth.bundle.GraphTensor;
import dev.hearth.json.JsonSink;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What is to be said of an ONNX file without loading it.
 *
 * @param file the file
 * @param bytes its length
 * @param graph its graph
 */
record GraphReport(Path file, long bytes, Graph graph) implements Printed {

  private static final int OPERATORS = 12;

  @Override
  public String text() {
    StringBuilder text = new StringBuilder();
    BundleReport.line(text, "model", file + "  " + Size.of(bytes));
    BundleReport.line(text, "operators", graph.nodes() + " nodes: " + commonest());
    BundleReport.line(text, "sets", sets());
    BundleReport.line(text, "weights", weights());
    BundleReport.line(text, "next", "hearth prepare --model NAME@VERSION --out FOLDER " + file);
    return text.toString();
  }

  @Override
  public String json() {
    JsonSink json = new JsonSink().beginObject();
    json.field("file", file.toString()).field("bytes", bytes);
    json.name("operatorSets").beginObject();
    new TreeMap<>(graph.operatorSets()).forEach(json::field);
    json.endObject().name("operators").beginObject();
    graph.operators().forEach((name, count) -> json.field(name, (long) count));
    json.endObject().field("inlineBytes", graph.inlineBytes());
    json.field("externalBytes", externalBytes());
    return json.field("externalTensors", graph.external().size()).endObject().toString();
  }

  private String commonest() {
    List<Map.Entry<String, Integer>> byCount =
        graph.operators().entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .toList();
    String named =
        byCount.stream()
            .limit(OPERATORS)
            .map(entry -> entry.getValue() + " " + shortName(entry.getKey()))
            .collect(Collectors.joining(", "));
    return byCount.size() > OPERATORS ? named + ", ..." : named;
  }

  private String sets() {
    return new TreeMap<>(graph.operatorSets())
        .entrySet().stream()
            .map(set -> (set.getKey().isEmpty() ? "ai.onnx" : set.getKey()) + " " + set.getValue())
            .collect(Collectors.joining(", "));
  }

  private String weights() {
    return Size.of(graph.inlineBytes())
        + " in the file, "
        + Size.of(externalBytes())
        + " in "
        + graph.external().size()
        + " external tensors";
  }

  private long externalBytes() {
    return graph.external().stream().mapToLong(GraphTensor::length).sum();
  }

  private static String shortName(String operator) {
    return operator.startsWith(":") ? operator.substring(1) : operator;
  }
}
