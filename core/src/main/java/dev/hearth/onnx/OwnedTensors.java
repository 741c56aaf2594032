package dev.hearth.onnx;

import dev.hearth.ElementType;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import java.util.LinkedHashMap;
import java.util.Map;

/** Copies tensors into memory of their own. */
final class OwnedTensors {

  private OwnedTensors() {}

  static Tensors copyOf(Tensors tensors) {
    Map<String, Tensor> copies = new LinkedHashMap<>();
    tensors.asMap().forEach((name, tensor) -> copies.put(name, copyOf(tensor)));
    return Tensors.of(copies);
  }

  private static Tensor copyOf(Tensor tensor) {
    if (tensor.type() == ElementType.STRING) {
      return tensor;
    }
    Tensor copy = Tensor.allocate(tensor.type(), tensor.shape().dims());
    copy.bytes().put(tensor.bytes());
    return copy;
  }
}
