package dev.hearth.onnx;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.hearth.Bytes;
import dev.hearth.ModelRef;
import dev.hearth.Ticker;
import dev.hearth.spi.LoadContext;
import dev.hearth.spi.LoadedModel;
import dev.hearth.spi.ModelContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes ONNX models of a few operators. Confined to one thread at a time. */
final class TinyModel {

  static final ModelRef REF = ModelRef.parse("tiny@1");

  private static final long IR_VERSION = 8;
  private static final long OPSET = 17;

  private final OnnxMl.GraphProto.Builder graph = OnnxMl.GraphProto.newBuilder().setName("tiny");

  /** A model that gives back what it gets, through an operator. */
  static TinyModel identity(DataType type, String... dims) {
    return new TinyModel()
        .input("x", type, dims)
        .output("y", type, dims)
        .node("Identity", "x", "y");
  }

  /** Adds an input; an extent is a number, a name, or {@code ?}. */
  TinyModel input(String name, DataType type, String... dims) {
    graph.addInput(port(name, tensor(type).setShape(shape(dims)).build()));
    return this;
  }

  /** Adds an output; an extent is a number, a name, or {@code ?}. */
  TinyModel output(String name, DataType type, String... dims) {
    graph.addOutput(port(name, tensor(type).setShape(shape(dims)).build()));
    return this;
  }

  /** Adds an input of which not even the number of axes is known. */
  TinyModel inputOfAnyRank(String name, DataType type) {
    graph.addInput(port(name, tensor(type).build()));
    return this;
  }

  /** Adds an output that is a list of tensors. */
  TinyModel sequenceOutput(String name, DataType type) {
    OnnxMl.TypeProto element = OnnxMl.TypeProto.newBuilder().setTensorType(tensor(type)).build();
    OnnxMl.TypeProto.Sequence list =
        OnnxMl.TypeProto.Sequence.newBuilder().setElemType(element).build();
    graph.addOutput(
        OnnxMl.ValueInfoProto.newBuilder()
            .setName(name)
            .setType(OnnxMl.TypeProto.newBuilder().setSequenceType(list)));
    return this;
  }

  /** Adds an operator with inputs and outputs separated by spaces. */
  TinyModel node(
      String operator, String inputs, String outputs, OnnxMl.AttributeProto... attributes) {
    graph.addNode(
        OnnxMl.NodeProto.newBuilder()
            .setOpType(operator)
            .setName(operator + graph.getNodeCount())
            .addAllInput(List.of(inputs.split(" ", -1)))
            .addAllOutput(List.of(outputs.split(" ", -1)))
            .addAllAttribute(List.of(attributes)));
    return this;
  }

  /** Adds a constant of floats. */
  TinyModel constant(String name, float[] values, long... dims) {
    OnnxMl.TensorProto.Builder constant =
        OnnxMl.TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT.getNumber());
    for (long dim : dims) {
      constant.addDims(dim);
    }
    for (float value : values) {
      constant.addFloatData(value);
    }
    graph.addInitializer(constant);
    return this;
  }

  /** Adds a constant of floats that lie in another file beside the model's, from its beginning. */
  TinyModel external(String name, String location, long... dims) {
    OnnxMl.TensorProto.Builder constant =
        OnnxMl.TensorProto.newBuilder().setName(name).setDataType(DataType.FLOAT.getNumber());
    long length = Float.BYTES;
    for (long dim : dims) {
      constant.addDims(dim);
      length *= dim;
    }
    constant.setDataLocation(OnnxMl.TensorProto.DataLocation.EXTERNAL);
    entry(constant, "location", location);
    entry(constant, "offset", "0");
    entry(constant, "length", Long.toString(length));
    graph.addInitializer(constant);
    return this;
  }

  private static void entry(OnnxMl.TensorProto.Builder constant, String key, String value) {
    constant.addExternalData(
        OnnxMl.StringStringEntryProto.newBuilder().setKey(key).setValue(value));
  }

  /** Adds a constant of integers. */
  TinyModel constant(String name, long[] values, long... dims) {
    OnnxMl.TensorProto.Builder constant =
        OnnxMl.TensorProto.newBuilder().setName(name).setDataType(DataType.INT64.getNumber());
    for (long dim : dims) {
      constant.addDims(dim);
    }
    for (long value : values) {
      constant.addInt64Data(value);
    }
    graph.addInitializer(constant);
    return this;
  }

  static OnnxMl.AttributeProto attribute(String name, long value) {
    return OnnxMl.AttributeProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  /** Returns an attribute that is a graph, as loops have one for their body. */
  static OnnxMl.AttributeProto attribute(String name, TinyModel body) {
    return OnnxMl.AttributeProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.AttributeProto.AttributeType.GRAPH)
        .setG(body.graph)
        .build();
  }

  byte[] bytes() {
    return OnnxMl.ModelProto.newBuilder()
        .setIrVersion(IR_VERSION)
        .addOpsetImport(OnnxMl.OperatorSetIdProto.newBuilder().setVersion(OPSET))
        .setGraph(graph)
        .build()
        .toByteArray();
  }

  /** Loads the model out of memory; the caller closes it. */
  LoadedModel load() {
    return load(OnnxRuntime.create());
  }

  LoadedModel load(OnnxRuntime runtime) {
    return load(runtime, inMemory(bytes()));
  }

  static LoadedModel load(OnnxRuntime runtime, ModelContent content) {
    return runtime.load(REF, content, new LoadContext(Ticker.system()));
  }

  static ModelContent.InMemory inMemory(byte[] bytes) {
    return new ModelContent.InMemory(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
  }

  static ModelContent.InFile inFile(Path folder, byte[] bytes) {
    try {
      Path file = Files.write(folder.resolve("model.onnx"), bytes);
      return new ModelContent.InFile(file, Bytes.of(bytes.length));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OnnxMl.ValueInfoProto port(String name, OnnxMl.TypeProto.Tensor tensor) {
    return OnnxMl.ValueInfoProto.newBuilder()
        .setName(name)
        .setType(OnnxMl.TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }

  private static OnnxMl.TypeProto.Tensor.Builder tensor(DataType type) {
    return OnnxMl.TypeProto.Tensor.newBuilder().setElemType(type.getNumber());
  }

  private static OnnxMl.TensorShapeProto shape(String... dims) {
    OnnxMl.TensorShapeProto.Builder shape = OnnxMl.TensorShapeProto.newBuilder();
    for (String dim : dims) {
      OnnxMl.TensorShapeProto.Dimension.Builder extent = shape.addDimBuilder();
      if (dim.chars().allMatch(Character::isDigit)) {
        extent.setDimValue(Long.parseLong(dim));
      } else if (!dim.equals("?")) {
        extent.setDimParam(dim);
      }
    }
    return shape.build();
  }
}
