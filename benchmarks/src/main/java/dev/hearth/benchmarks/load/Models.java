package dev.hearth.benchmarks.load;

import dev.hearth.ModelRef;
import dev.hearth.benchmarks.Settings;
import dev.hearth.onnx.BundlePreparer;
import dev.hearth.onnx.VariantSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The real models that are loaded, as exported and prepared. */
public enum Models {
  /** MiniLM with 32-bit weights. */
  MINILM_FP32("minilm fp32", "all-minilm-l6-v2.onnx"),
  /** MiniLM with 8-bit weights. */
  MINILM_INT8("minilm int8", "all-minilm-l6-v2-q.onnx"),
  /** The small BGE with 8-bit weights. */
  BGE_INT8("bge-small int8", "bge-small-en-v1.5-q.onnx");

  private final String text;
  private final String file;

  Models(String text, String file) {
    this.text = text;
    this.file = file;
  }

  /**
   * Returns the model's name in tables.
   *
   * @return a few words
   */
  public String text() {
    return text;
  }

  /**
   * Returns the model as exported; the build unpacks it.
   *
   * @return the {@code .onnx} file
   * @throws IOException if it is not there
   */
  public Path exported() throws IOException {
    Path folder = Path.of(System.getProperty("hearth.models", "benchmarks/target/models"));
    Path model = folder.resolve(file);
    if (!Files.isRegularFile(model)) {
      throw new IOException(
          "model: no file " + model.toAbsolutePath() + " (expected: unpacked by the build)");
    }
    return model;
  }

  /**
   * Prepares the model below a folder.
   *
   * @param below the folder, which is there
   * @param settings where progress is told
   * @return the bundle's folder
   * @throws IOException if the model is not there
   */
  public Path prepare(Path below, Settings settings) throws IOException {
    settings.say("preparing %s", text);
    return prepare(exported(), below.resolve(name()));
  }

  /**
   * Prepares any model.
   *
   * @param exported the {@code .onnx} file
   * @param folder the bundle's folder, which is not there yet
   * @return the folder
   */
  public static Path prepare(Path exported, Path folder) {
    BundlePreparer.of(new ModelRef("model", "1"))
        .variant(VariantSource.of(exported))
        .quick()
        .writeTo(folder);
    return folder;
  }

  /**
   * Deletes a folder with all that is in it.
   *
   * @param folder the folder
   * @throws IOException if something could not be deleted
   */
  public static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
