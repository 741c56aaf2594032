package dev.hearth.onnx;

import dev.hearth.bundle.Graph;
import dev.hearth.bundle.Precision;

/** What is known of models by how exactly they keep their weights. */
final class Precisions {

  /** ONNX's numbers of element types. */
  private static final int FLOAT = 1;

  private static final int FLOAT16 = 10;
  private static final int BFLOAT16 = 16;

  private Precisions() {}

  /** Rounding differs with the order of additions; a step of quantisation must not. */
  static double allowedHere(Precision precision) {
    return switch (precision) {
      case FP32 -> 1e-4;
      case FP16 -> 1e-2;
      case INT8, INT4 -> 1e-2;
    };
  }

  /** What another processor's kernels may make of it; weights laid out wrong make far more. */
  static double toleranceElsewhere(Precision precision) {
    return switch (precision) {
      case FP32 -> 1e-3;
      case FP16 -> 2e-2;
      case INT8, INT4 -> 5e-2;
    };
  }

  /** Sees by a graph's operators and tensors how a model keeps its weights. */
  static Precision of(Graph graph) {
    if (graph.operators().keySet().stream().anyMatch(name -> name.endsWith("NBits"))) {
      return Precision.INT4;
    }
    boolean quantized =
        graph.operators().keySet().stream()
            .anyMatch(
                name ->
                    name.contains("DequantizeLinear")
                        || name.contains("MatMulInteger")
                        || name.contains("ConvInteger")
                        || name.contains(":QLinear")
                        || name.contains("DynamicQuantize"));
    if (quantized) {
      return Precision.INT8;
    }
    return bytes(graph, FLOAT16) + bytes(graph, BFLOAT16) > bytes(graph, FLOAT)
        ? Precision.FP16
        : Precision.FP32;
  }

  private static long bytes(Graph graph, int type) {
    return graph.bytesByType().getOrDefault(type, 0L);
  }
}
