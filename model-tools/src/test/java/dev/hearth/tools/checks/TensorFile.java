package dev.hearth.tools.checks;

import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import dev.hearth.ElementType;
import dev.hearth.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;

/** Reads tensors out of files of ONNX's tests. */
final class TensorFile {

  private TensorFile() {}

  static Tensor read(Path file, ElementType type) throws IOException {
    TensorProto proto;
    try (InputStream in = Files.newInputStream(file)) {
      proto = TensorProto.parseFrom(in);
    }
    long[] dims = proto.getDimsList().stream().mapToLong(Long::longValue).toArray();
    if (type == ElementType.STRING) {
      return Tensor.of(
          proto.getStringDataList().stream().map(ByteString::toStringUtf8).toList(), dims);
    }
    Tensor tensor = Tensor.allocate(type, dims);
    ByteBuffer bytes = tensor.bytes();
    if (proto.hasRawData()) {
      bytes.put(proto.getRawData().asReadOnlyByteBuffer());
    } else {
      int count = Math.toIntExact(tensor.shape().elements());
      IntStream.range(0, count).forEach(i -> put(proto, i, type, bytes));
    }
    return tensor;
  }

  private static void put(TensorProto proto, int i, ElementType type, ByteBuffer bytes) {
    switch (type) {
      case FLOAT32 -> bytes.putFloat(proto.getFloatData(i));
      case FLOAT64 -> bytes.putDouble(proto.getDoubleData(i));
      case INT64 -> bytes.putLong(proto.getInt64Data(i));
      case INT32 -> bytes.putInt(proto.getInt32Data(i));
      case INT16, FLOAT16, BFLOAT16 -> bytes.putShort((short) proto.getInt32Data(i));
      case INT8, UINT8, BOOL -> bytes.put((byte) proto.getInt32Data(i));
      case STRING -> throw new IllegalArgumentException("a text is no number");
    }
  }
}
