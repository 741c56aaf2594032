package dev.hearth.bundle;

import dev.hearth.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * One variant of a model. Immutable.
 *
 * @param name its name, which is also its folder's: {@code fp32}
 * @param precision how it keeps its weights
 * @param accuracy what fraction of the best variant's quality it keeps, 0 to 1, by the measure of
 *     whoever prepared it; empty if nobody measured
 * @param layoutAtLoad whether the last optimisation, which lays data out for one kind of processor,
 *     is left to the load
 * @param requires instruction sets without which it must not run
 * @param weightBytes what its weights take in memory when they are mapped and used
 * @param prepackedBytes what of the weights file is prepacked; 0 if nothing is
 * @param graph the optimised graph
 * @param weights its large tensors, each on a page of its own or behind another small one; absent
 *     from a model that has none
 * @param tensors the table of tensors; absent from a bundle that was prepared in passing
 * @param sample an input and what came of it
 */
public record BundleVariant(
    String name,
    Precision precision,
    OptionalDouble accuracy,
    boolean layoutAtLoad,
    List<String> requires,
    long weightBytes,
    long prepackedBytes,
    BundleFile graph,
    Optional<BundleFile> weights,
    Optional<BundleFile> tensors,
    BundleFile sample) {

  /** The name of the graph's file in a variant's folder: {@value}. */
  public static final String GRAPH_FILE = "graph.onnx";

  /** The name of the weights' file: {@value}. */
  public static final String WEIGHTS_FILE = "weights.bin";

  /** The name of the table of tensors: {@value}. */
  public static final String TENSORS_FILE = "tensors.json";

  /** The name of the sample's file: {@value}. */
  public static final String SAMPLE_FILE = "sample.json";

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

  /** Makes a variant. */
  public BundleVariant {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "variant: '"
              + name
              + "' (expected: lower-case letters, digits, '.', '_' and '-', beginning with a letter"
              + " or digit)");
    }
    accuracy.ifPresent(BundleVariant::requireFraction);
    requires = List.copyOf(requires);
    for (BundleFile file : files(graph, weights, tensors, sample)) {
      if (!file.path().startsWith(name + "/")) {
        throw new IllegalArgumentException(
            "path: '" + file.path() + "' (expected: below '" + name + "/')");
      }
    }
  }

  /**
   * Returns the variant's files.
   *
   * @return all of them, those that are needed at every load first
   */
  public List<BundleFile> files() {
    return files(graph, weights, tensors, sample);
  }

  /**
   * Returns the files a load may need: all but the table of tensors.
   *
   * @return the files, the graph first
   */
  public List<BundleFile> loadFiles() {
    return files(graph, weights, Optional.empty(), sample);
  }

  /**
   * Returns the length of the files a load may need.
   *
   * @return the sum
   */
  public Bytes size() {
    long bytes = 0;
    for (BundleFile file : loadFiles()) {
      bytes += file.digest().bytes();
    }
    return Bytes.of(bytes);
  }

  /**
   * Tells whether the weights file holds prepacked weights.
   *
   * @return whether it does
   */
  public boolean prepacked() {
    return prepackedBytes > 0;
  }

  private static List<BundleFile> files(
      BundleFile graph,
      Optional<BundleFile> weights,
      Optional<BundleFile> tensors,
      BundleFile sample) {
    List<BundleFile> files = new ArrayList<>(4);
    files.add(graph);
    weights.ifPresent(files::add);
    files.add(sample);
    tensors.ifPresent(files::add);
    return files;
  }

  private static void requireFraction(double accuracy) {
    if (!(accuracy >= 0 && accuracy <= 1)) {
      throw new IllegalArgumentException("accuracy: " + accuracy + " (expected: 0 to 1)");
    }
  }
}
