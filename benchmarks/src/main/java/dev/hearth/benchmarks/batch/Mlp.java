package dev.hearth.benchmarks.batch;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Writes a model that waits for its weights most of the time: one row costs what eight do. */
final class Mlp {

  static final int EXTENT = 2048;
  static final String INPUT = "x";

  private static final String OUTPUT = "y";
  private static final int LAYERS = 4;
  private static final int FLOAT = TensorProto.DataType.FLOAT.getNumber();

  private Mlp() {}

  /** Writes the model; returns the file. */
  static Path write(Path file) throws IOException {
    OnnxMl.GraphProto.Builder graph =
        OnnxMl.GraphProto.newBuilder().setName("mlp").addInput(port(INPUT)).addOutput(port(OUTPUT));
    Random random = new Random(LAYERS);
    String last = INPUT;
    for (int layer = 0; layer < LAYERS; layer++) {
      String next = layer == LAYERS - 1 ? OUTPUT : "h" + layer;
      graph.addInitializer(weights("w" + layer, random));
      graph.addNode(node("MatMul", "p" + layer).addInput(last).addInput("w" + layer));
      graph.addNode(node("Relu", next).addInput("p" + layer));
      last = next;
    }
    OnnxMl.ModelProto model =
        OnnxMl.ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(17))
            .setGraph(graph)
            .build();
    return Files.write(file, model.toByteArray());
  }

  /** Numbers that keep a row about as long as it was through the layers. */
  private static TensorProto weights(String name, Random random) {
    float scale = 2.45f / (float) Math.sqrt(EXTENT);
    ByteBuffer bytes =
        ByteBuffer.allocate(EXTENT * EXTENT * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      bytes.putFloat((random.nextFloat() * 2 - 1) * scale);
    }
    return TensorProto.newBuilder()
        .setName(name)
        .setDataType(FLOAT)
        .addDims(EXTENT)
        .addDims(EXTENT)
        .setRawData(ByteString.copyFrom(bytes.flip()))
        .build();
  }

  private static NodeProto.Builder node(String operator, String output) {
    return NodeProto.newBuilder().setOpType(operator).setName(output).addOutput(output);
  }

  private static OnnxMl.ValueInfoProto port(String name) {
    OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam("batch");
    shape.addDimBuilder().setDimValue(EXTENT);
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            OnnxMl.TypeProto.newBuilder()
                .setTensorType(
                    OnnxMl.TypeProto.Tensor.newBuilder().setElemType(FLOAT).setShape(shape)))
        .build();
  }
}
