package dev.hearth.bundle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is to be known of an ONNX model without loading it. Immutable.
 *
 * @param operatorSets the version of each operator set it uses, by domain; {@code ""} is ONNX's own
 * @param operators how many nodes there are of each operator, by {@code domain:name}; subgraphs
 *     included
 * @param inlineBytes the length of the tensors that lie in the file itself
 * @param external the tensors that lie in other files, in the graph's order
 * @param bytesByType how many bytes of tensors there are of each element type, as ONNX numbers it
 */
public record Graph(
    Map<String, Long> operatorSets,
    SortedMap<String, Integer> operators,
    long inlineBytes,
    List<GraphTensor> external,
    Map<Integer, Long> bytesByType) {

  /** Makes a graph. */
  public Graph {
    operatorSets = Map.copyOf(operatorSets);
    operators = Collections.unmodifiableSortedMap(new TreeMap<>(operators));
    external = List.copyOf(external);
    bytesByType = Map.copyOf(bytesByType);
  }

  /**
   * Reads a model's graph. Blocks; weights are skipped, so files of any length can be read.
   *
   * @param model an {@code .onnx} file
   * @return its graph
   * @throws IOException if the file cannot be read or is no ONNX model
   */
  public static Graph read(Path model) throws IOException {
    return GraphReader.read(model);
  }

  /**
   * Tells whether nodes use a domain's operators.
   *
   * @param domain the domain, for example {@code com.microsoft}
   * @return whether at least one does
   */
  public boolean uses(String domain) {
    return operators.keySet().stream().anyMatch(name -> name.startsWith(domain + ":"));
  }

  /**
   * Returns how many nodes there are.
   *
   * @return the number, subgraphs included
   */
  public int nodes() {
    return operators.values().stream().mapToInt(Integer::intValue).sum();
  }
}
