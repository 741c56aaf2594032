package dev.hearth.examples.batchscoring;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the model: a logistic regression with made-up coefficients. */
public final class FraudModel {

  private static final long IR_VERSION = 8;
  private static final long OPSET = 17;
  private static final float INTERCEPT = -1.5f;
  private static final float STEEPNESS = 0.6f;
  private static final String BATCH = "batch";

  private FraudModel() {}

  /**
   * Writes the model to a file.
   *
   * @param args the file
   */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes());
  }

  /** Returns the score of a transaction, computed in doubles without the model. */
  public static double score(List<Float> features) {
    double sum = INTERCEPT;
    for (int i = 0; i < features.size(); i++) {
      sum += (double) coefficient(i) * features.get(i);
    }
    return 1 / (1 + Math.exp(-sum));
  }

  private static float coefficient(int feature) {
    return STEEPNESS * (float) Math.sin(feature + 1);
  }

  private static byte[] bytes() {
    OnnxMl.GraphProto.Builder graph =
        OnnxMl.GraphProto.newBuilder()
            .setName("fraud")
            .addInput(port("features", Transaction.FEATURES))
            .addOutput(port("score", 1))
            .addInitializer(coefficients())
            .addInitializer(floats("intercept", 1).addFloatData(INTERCEPT))
            .addNode(node("MatMul", "weighted", "features", "coefficients"))
            .addNode(node("Add", "sum", "weighted", "intercept"))
            .addNode(node("Sigmoid", "score", "sum"));
    return OnnxMl.ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(OPSET))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static OnnxMl.TensorProto.Builder coefficients() {
    OnnxMl.TensorProto.Builder tensor = floats("coefficients", Transaction.FEATURES, 1);
    for (int i = 0; i < Transaction.FEATURES; i++) {
      tensor.addFloatData(coefficient(i));
    }
    return tensor;
  }

  private static OnnxMl.TensorProto.Builder floats(String name, long... dims) {
    OnnxMl.TensorProto.Builder tensor =
        OnnxMl.TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT.getNumber());
    for (long dim : dims) {
      tensor.addDims(dim);
    }
    return tensor;
  }

  private static OnnxMl.NodeProto node(String operator, String output, String... inputs) {
    return OnnxMl.NodeProto.newBuilder()
        .setOpType(operator)
        .setName(operator)
        .addAllInput(List.of(inputs))
        .addOutput(output)
        .build();
  }

  private static OnnxMl.ValueInfoProto port(String name, long columns) {
    OnnxMl.TensorShapeProto shape =
        OnnxMl.TensorShapeProto.newBuilder()
            .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimParam(BATCH))
            .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(columns))
            .build();
    OnnxMl.TypeProto.Tensor tensor =
        OnnxMl.TypeProto.Tensor.newBuilder()
            .setElemType(DataType.FLOAT.getNumber())
            .setShape(shape)
            .build();
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
