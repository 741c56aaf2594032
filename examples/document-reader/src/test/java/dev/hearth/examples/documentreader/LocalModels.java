package dev.hearth.examples.documentreader;

import dev.hearth.Environment;
import dev.hearth.ModelRef;
import dev.hearth.spi.ModelStore;
import java.nio.file.Path;
import java.util.Map;

/** The three models that the build unpacked. */
final class LocalModels {

  static final Path DETECTOR = file("ch_PP-OCRv4_det_infer.onnx");
  static final Path CLASSIFIER = file("ch_ppocr_mobile_v2.0_cls_infer.onnx");
  static final Path RECOGNIZER = file("ch_PP-OCRv4_rec_infer.onnx");

  private LocalModels() {}

  static void publishTo(ModelStore store, Path recognizer) {
    store.publish(ModelRef.parse("detector@1"), DETECTOR);
    store.publish(ModelRef.parse("classifier@1"), CLASSIFIER);
    store.publish(ModelRef.parse("recognizer@1"), recognizer);
  }

  /** Returns what the function needs to find models in a folder. */
  static Environment environment(Path folder) {
    return new Environment(
        Map.of(
            "HEARTH_MODELS", folder.toUri().toString(),
            "HEARTH_DISK", "none",
            "HEARTH_MODEL_DETECTOR", "detector@1",
            "HEARTH_MODEL_CLASSIFIER", "classifier@1",
            "HEARTH_MODEL_RECOGNIZER", "recognizer@1"));
  }

  private static Path file(String name) {
    return Path.of(System.getProperty("models.dir", "target/models"), name);
  }
}
