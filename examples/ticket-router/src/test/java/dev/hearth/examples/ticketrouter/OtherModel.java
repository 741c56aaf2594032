package dev.hearth.examples.ticketrouter;

import ai.onnx.proto.OnnxMl;

/** A valid model that is not the one the function wants. */
final class OtherModel {

  private OtherModel() {}

  /** Returns a model that gives back its input {@code pixels}, a float tensor of shape [1, 3]. */
  static byte[] identity() {
    OnnxMl.GraphProto graph =
        OnnxMl.GraphProto.newBuilder()
            .setName("identity")
            .addInput(port("pixels"))
            .addOutput(port("same"))
            .addNode(
                OnnxMl.NodeProto.newBuilder()
                    .setOpType("Identity")
                    .addInput("pixels")
                    .addOutput("same"))
            .build();
    return OnnxMl.ModelProto.newBuilder()
        .setIrVersion(7)
        .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(13))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  private static OnnxMl.ValueInfoProto port(String name) {
    OnnxMl.TensorShapeProto shape =
        OnnxMl.TensorShapeProto.newBuilder()
            .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(1))
            .addDim(OnnxMl.TensorShapeProto.Dimension.newBuilder().setDimValue(3))
            .build();
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            OnnxMl.TypeProto.newBuilder()
                .setTensorType(
                    OnnxMl.TypeProto.Tensor.newBuilder()
                        .setElemType(OnnxMl.TensorProto.DataType.FLOAT.getNumber())
                        .setShape(shape)))
        .build();
  }
}
