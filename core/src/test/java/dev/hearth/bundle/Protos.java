package dev.hearth.bundle;

import ai.onnx.proto.OnnxMl;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** ONNX messages, written with the Protocol Buffers library. */
final class Protos {

  private Protos() {}

  static OnnxMl.ModelProto.Builder model() {
    OnnxMl.GraphProto branch =
        OnnxMl.GraphProto.newBuilder().setName("branch").addNode(node("", "Add")).build();
    return OnnxMl.ModelProto.newBuilder()
        .setIrVersion(10)
        .setProducerName("test")
        .addOpsetImport(opset("", 17))
        .addOpsetImport(opset("com.microsoft", 1))
        .setGraph(
            OnnxMl.GraphProto.newBuilder()
                .setName("g")
                .addNode(node("", "MatMul").addInput("x").addOutput("y"))
                .addNode(node("", "MatMul"))
                .addNode(node("", "Add"))
                .addNode(node("com.microsoft", "Gelu").addAttribute(attribute("alpha").setF(0.5f)))
                .addNode(node("", "If").addAttribute(attribute("then_branch").setG(branch)))
                .addInitializer(inline("w", 64)));
  }

  static OnnxMl.OperatorSetIdProto opset(String domain, long version) {
    return OnnxMl.OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version).build();
  }

  static OnnxMl.NodeProto.Builder node(String domain, String operator) {
    return OnnxMl.NodeProto.newBuilder().setDomain(domain).setOpType(operator).setName("n");
  }

  static OnnxMl.AttributeProto.Builder attribute(String name) {
    return OnnxMl.AttributeProto.newBuilder().setName(name);
  }

  static OnnxMl.TensorProto inline(String name, int bytes) {
    return OnnxMl.TensorProto.newBuilder()
        .setName(name)
        .setDataType(DataType.UINT8.getNumber())
        .addDims(bytes)
        .setRawData(ByteString.copyFrom(new byte[bytes]))
        .build();
  }

  static OnnxMl.TensorProto.Builder external(String name, String... entries) {
    OnnxMl.TensorProto.Builder tensor =
        OnnxMl.TensorProto.newBuilder()
            .setName(name)
            .setDataType(DataType.FLOAT.getNumber())
            .setDataLocation(OnnxMl.TensorProto.DataLocation.EXTERNAL);
    entry(tensor, "location", "weights.bin");
    for (int i = 0; i < entries.length; i += 2) {
      entry(tensor, entries[i], entries[i + 1]);
    }
    return tensor;
  }

  private static void entry(OnnxMl.TensorProto.Builder tensor, String key, String value) {
    tensor.addExternalData(OnnxMl.StringStringEntryProto.newBuilder().setKey(key).setValue(value));
  }

  static byte[] tensorWithDims(boolean packed, long... dims) throws IOException {
    ByteArrayOutputStream list = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(list);
    for (long dim : dims) {
      if (packed) {
        out.writeInt64NoTag(dim);
      } else {
        out.writeInt64(1, dim);
      }
    }
    out.flush();
    ByteArrayOutputStream tensor = new ByteArrayOutputStream();
    if (packed) {
      CodedOutputStream field = CodedOutputStream.newInstance(tensor);
      field.writeByteArray(1, list.toByteArray());
      field.flush();
    } else {
      tensor.write(list.toByteArray());
    }
    tensor.write(external("a", "length", "4").build().toByteArray());
    return tensor.toByteArray();
  }

  static byte[] modelWith(byte[] tensor) throws IOException {
    ByteArrayOutputStream graph = new ByteArrayOutputStream();
    write(graph, 5, tensor);
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    write(model, 7, graph.toByteArray());
    write(model, 8, opset("", 17).toByteArray());
    return model.toByteArray();
  }

  private static void write(ByteArrayOutputStream to, int field, byte[] message)
      throws IOException {
    CodedOutputStream out = CodedOutputStream.newInstance(to);
    out.writeByteArray(field, message);
    out.flush();
  }
}
