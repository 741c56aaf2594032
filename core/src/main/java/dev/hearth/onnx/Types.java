package dev.hearth.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.TensorInfo;
import dev.hearth.ElementType;
import dev.hearth.ModelBrokenException;
import dev.hearth.ModelRef;
import dev.hearth.Shape;
import dev.hearth.Signature;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Translates between Hearth's types and ONNX Runtime's. */
final class Types {

  private Types() {}

  static OnnxJavaType toOrt(ElementType type) {
    return switch (type) {
      case FLOAT32 -> OnnxJavaType.FLOAT;
      case FLOAT64 -> OnnxJavaType.DOUBLE;
      case FLOAT16 -> OnnxJavaType.FLOAT16;
      case BFLOAT16 -> OnnxJavaType.BFLOAT16;
      case INT8 -> OnnxJavaType.INT8;
      case UINT8 -> OnnxJavaType.UINT8;
      case INT16 -> OnnxJavaType.INT16;
      case INT32 -> OnnxJavaType.INT32;
      case INT64 -> OnnxJavaType.INT64;
      case BOOL -> OnnxJavaType.BOOL;
      case STRING -> OnnxJavaType.STRING;
    };
  }

  static List<Signature.Port> ports(ModelRef ref, Collection<NodeInfo> nodes) {
    List<Signature.Port> ports = new ArrayList<>(nodes.size());
    for (NodeInfo node : nodes) {
      TensorInfo info = tensorInfo(ref, node);
      ports.add(
          new Signature.Port(node.getName(), toHearth(ref, node, info), Shape.of(info.getShape())));
    }
    return ports;
  }

  static TensorInfo tensorInfo(ModelRef ref, NodeInfo node) {
    if (node.getInfo() instanceof TensorInfo info) {
      return info;
    }
    throw unsupported(ref, node, node.getInfo().getClass().getSimpleName());
  }

  private static ElementType toHearth(ModelRef ref, NodeInfo node, TensorInfo info) {
    return switch (info.onnxType) {
      // ONNX Runtime's own Java type takes these for their signed counterparts.
      case ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT16,
          ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT32,
          ONNX_TENSOR_ELEMENT_DATA_TYPE_UINT64 ->
          throw unsupported(ref, node, info.onnxType.toString());
      default -> toHearth(ref, node, info, info.type);
    };
  }

  private static ElementType toHearth(
      ModelRef ref, NodeInfo node, TensorInfo info, OnnxJavaType type) {
    return switch (type) {
      case FLOAT -> ElementType.FLOAT32;
      case DOUBLE -> ElementType.FLOAT64;
      case FLOAT16 -> ElementType.FLOAT16;
      case BFLOAT16 -> ElementType.BFLOAT16;
      case INT8 -> ElementType.INT8;
      case UINT8 -> ElementType.UINT8;
      case INT16 -> ElementType.INT16;
      case INT32 -> ElementType.INT32;
      case INT64 -> ElementType.INT64;
      case BOOL -> ElementType.BOOL;
      case STRING -> ElementType.STRING;
      case UNKNOWN -> throw unsupported(ref, node, info.onnxType.toString());
    };
  }

  private static ModelBrokenException unsupported(ModelRef ref, NodeInfo node, String found) {
    return new ModelBrokenException(
        "model '"
            + ref
            + "': '"
            + node.getName()
            + "' is a "
            + found
            + " (expected: a tensor of a type Java can hold); export the model with tensors only");
  }
}
