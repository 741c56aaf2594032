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
enum Models {
  MINILM_FP32("minilm fp32", "all-minilm-l6-v2.onnx"),
  MINILM_INT8("minilm int8", "all-minilm-l6-v2-q.onnx"),
  BGE_INT8("bge-small int8", "bge-small-en-v1.5-q.onnx");

  private final String text;
  private final String file;

  Models(String text, String file) {
    this.text = text;
    this.file = file;
  }

  String text() {
    return text;
  }

  /** Returns the model as exported; the build unpacks it. */
  Path exported() throws IOException {
    Path folder = Path.of(System.getProperty("hearth.models", "benchmarks/target/models"));
    Path model = folder.resolve(file);
    if (!Files.isRegularFile(model)) {
      throw new IOException(
          "model: no file " + model.toAbsolutePath() + " (expected: unpacked by the build)");
    }
    return model;
  }

  /** Prepares the model below a folder; returns the bundle's. */
  Path prepare(Path below, Settings settings) throws IOException {
    settings.say("preparing %s", text);
    Path folder = below.resolve(name());
    BundlePreparer.of(new ModelRef("model", "1"))
        .variant(VariantSource.of(exported()))
        .quick()
        .writeTo(folder);
    return folder;
  }

  static void deleteAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
