package dev.hearth.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import dev.hearth.ElementType;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;

/** Native handles around the inputs of one run; the elements stay where they are. */
final class OrtInputs implements AutoCloseable {

  private final Map<String, OnnxTensor> byName = new LinkedHashMap<>();

  private OrtInputs() {}

  static OrtInputs of(OrtEnvironment environment, Tensors inputs) throws OrtException {
    OrtInputs natives = new OrtInputs();
    try {
      for (Map.Entry<String, Tensor> input : inputs.asMap().entrySet()) {
        natives.byName.put(input.getKey(), wrap(environment, input.getValue()));
      }
      return natives;
    } catch (OrtException | RuntimeException | Error e) {
      natives.close();
      throw e;
    }
  }

  static OnnxTensor wrap(OrtEnvironment environment, Tensor tensor) throws OrtException {
    long[] dims = tensor.shape().dims();
    if (tensor.type() == ElementType.STRING) {
      return OnnxTensor.createTensor(environment, tensor.strings().toArray(new String[0]), dims);
    }
    return OnnxTensor.createTensor(
        environment, direct(tensor.bytes()), dims, Types.toOrt(tensor.type()));
  }

  /** Copies what is on the heap; ONNX Runtime itself does so for bytes only. */
  private static ByteBuffer direct(ByteBuffer bytes) {
    return bytes.isDirect()
        ? bytes
        : ByteBuffer.allocateDirect(bytes.remaining())
            .order(ByteOrder.nativeOrder())
            .put(bytes)
            .flip();
  }

  Map<String, OnnxTensor> byName() {
    return byName;
  }

  @Override
  public void close() {
    for (OnnxTensor tensor : byName.values()) {
      tensor.close();
    }
  }
}
