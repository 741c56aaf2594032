package dev.hearth.tools.checks;

import dev.hearth.ElementType;
import dev.hearth.Signature;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** A model of the world outside, and inputs for it. */
enum RealModel {
  MINILM_FP32("all-minilm-l6-v2.onnx", 1e-6),
  MINILM_INT8("all-minilm-l6-v2-q.onnx", 0),
  OCR_CONV("models/ch_PP-OCRv4_rec_infer.onnx", 1e-5);

  private static final int WORDS = 30_000;
  private static final int LINE_HEIGHT = 48;

  private final String file;

  /** How far prepared outputs may lie from the exported model's. */
  final double allowed;

  RealModel(String file, double allowed) {
    this.file = file;
    this.allowed = allowed;
  }

  Path in(Path models) {
    return models.resolve(file);
  }

  /** Returns inputs of a length: words, or 8 columns of a picture each; the same at every call. */
  Tensors inputs(Signature signature, int length) {
    Random random = new Random(length);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Signature.Port port : signature.inputs()) {
      inputs.put(
          port.name(),
          port.type() == ElementType.INT64
              ? words(port.name(), length, random)
              : picture(length, random));
    }
    return Tensors.of(inputs);
  }

  private static Tensor words(String name, int length, Random random) {
    long[] numbers = new long[length];
    for (int i = 0; i < length; i++) {
      numbers[i] =
          name.contains("mask") ? 1 : name.contains("type") ? 0 : 1 + random.nextInt(WORDS - 1);
    }
    return Tensor.of(numbers, 1, length);
  }

  private static Tensor picture(int length, Random random) {
    Tensor picture = Tensor.allocate(ElementType.FLOAT32, 1, 3, LINE_HEIGHT, 8L * length);
    for (int i = 0; i < picture.floats().remaining(); i++) {
      picture.floats().put(i, random.nextFloat() * 2 - 1);
    }
    return picture;
  }
}
