package dev.hearth.tools.checks;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.TensorProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;

/** Writes models of products of matrices, of any size. */
final class GeneratedModel {

  private static final int BLOCK_FLOATS = 1 << 20;
  private static final String DATA = "weights.raw";

  private GeneratedModel() {}

  /** Writes a model that multiplies by a number, and needs a whole matrix for it. */
  static Path times(Path file, int factor, int extent) throws IOException {
    OnnxMl.GraphProto.Builder graph = graph(extent);
    TensorProto.Builder weights = tensor("w", extent, extent);
    for (int i = 0; i < extent * extent; i++) {
      weights.addFloatData(i % (extent + 1) == 0 ? factor : 0);
    }
    graph.addInitializer(weights).addNode(node("MatMul", "x", "w", "y"));
    return write(file, graph);
  }

  /** Writes a model of layers whose weights lie in a file beside it; returns the model's file. */
  static Path layers(Path folder, int layers, int extent) throws IOException {
    OnnxMl.GraphProto.Builder graph = graph(extent);
    Random random = new Random(layers);
    long offset = 0;
    Files.createDirectories(folder);
    try (FileChannel data =
        FileChannel.open(
            folder.resolve(DATA), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      String last = "x";
      for (int layer = 0; layer < layers; layer++) {
        long length = 4L * extent * extent;
        fill(data, length, random, 1.7f / (float) Math.sqrt(extent));
        graph.addInitializer(external("w" + layer, offset, length, extent));
        offset += length;
        TensorProto.Builder bias = tensor("b" + layer, extent);
        for (int i = 0; i < extent; i++) {
          bias.addFloatData(random.nextFloat() - 0.5f);
        }
        String next = layer == layers - 1 ? "y" : "h" + layer;
        graph.addInitializer(bias);
        graph.addNode(node("MatMul", last, "w" + layer, "p" + layer));
        graph.addNode(node("Add", "p" + layer, "b" + layer, next));
        last = next;
      }
    }
    return write(folder.resolve("model.onnx"), graph);
  }

  private static TensorProto.Builder external(String name, long offset, long length, int extent) {
    return tensor(name, extent, extent)
        .setDataLocation(TensorProto.DataLocation.EXTERNAL)
        .addExternalData(entry("location", DATA))
        .addExternalData(entry("offset", Long.toString(offset)))
        .addExternalData(entry("length", Long.toString(length)));
  }

  /** Writes numbers of a block over and over, each time shifted by another one's beginning. */
  private static void fill(FileChannel data, long length, Random random, float scale)
      throws IOException {
    ByteBuffer block =
        ByteBuffer.allocateDirect(BLOCK_FLOATS * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < BLOCK_FLOATS; i++) {
      block.putFloat((random.nextFloat() * 2 - 1) * scale);
    }
    for (long left = length; left > 0; ) {
      int skip = Float.BYTES * random.nextInt(BLOCK_FLOATS / 2);
      block.limit((int) Math.min(block.capacity(), skip + left)).position(skip);
      while (block.hasRemaining()) {
        left -= data.write(block);
      }
      block.clear();
    }
  }

  private static OnnxMl.GraphProto.Builder graph(int extent) {
    return OnnxMl.GraphProto.newBuilder()
        .setName("generated")
        .addInput(port("x", extent))
        .addOutput(port("y", extent));
  }

  private static OnnxMl.ValueInfoProto port(String name, int extent) {
    OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder();
    shape.addDimBuilder().setDimParam("batch");
    shape.addDimBuilder().setDimValue(extent);
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            OnnxMl.TypeProto.newBuilder()
                .setTensorType(
                    OnnxMl.TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(shape)))
        .build();
  }

  private static TensorProto.Builder tensor(String name, int... dims) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(TensorProto.DataType.FLOAT.getNumber());
    for (int dim : dims) {
      tensor.addDims(dim);
    }
    return tensor;
  }

  private static OnnxMl.StringStringEntryProto entry(String key, String value) {
    return OnnxMl.StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private static OnnxMl.NodeProto node(String operator, String left, String right, String output) {
    return OnnxMl.NodeProto.newBuilder()
        .setOpType(operator)
        .setName(output)
        .addInput(left)
        .addInput(right)
        .addOutput(output)
        .build();
  }

  private static Path write(Path file, OnnxMl.GraphProto.Builder graph) throws IOException {
    OnnxMl.ModelProto model =
        OnnxMl.ModelProto.newBuilder()
            .setIrVersion(8)
            .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(17))
            .setGraph(graph)
            .build();
    return Files.write(file, model.toByteArray());
  }
}
