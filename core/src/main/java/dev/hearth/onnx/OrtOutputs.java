package dev.hearth.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.hearth.ElementType;
import dev.hearth.Shape;
import dev.hearth.Signature;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The outputs of one run on their way to the caller: those whose shape is known beforehand are
 * written by the runtime into pooled buffers, the others are copied out once.
 */
final class OrtOutputs {

  private final OrtEnvironment environment;
  private final BufferPool buffers;
  private final Map<String, Signature.Port> ports;
  private final Map<String, OnnxTensor> pinned = new LinkedHashMap<>();
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final List<ByteBuffer> taken = new ArrayList<>(2);

  OrtOutputs(OrtEnvironment environment, BufferPool buffers, Map<String, Signature.Port> ports) {
    this.environment = environment;
    this.buffers = buffers;
    this.ports = ports;
  }

  /** Gives the runtime buffers for the outputs that have a plan. */
  void pin(Map<String, OutputPlan> plans, Tensors inputs) throws OrtException {
    try {
      for (Map.Entry<String, OutputPlan> plan : plans.entrySet()) {
        ElementType type = port(plan.getKey()).type();
        Shape shape = plan.getValue().shapeFor(inputs);
        int bytes = bytesOf(type, shape);
        if (bytes > 0) {
          pin(plan.getKey(), type, shape, bytes);
        }
      }
    } catch (OrtException | RuntimeException | Error e) {
      abandon();
      throw e;
    }
  }

  /** Returns how many bytes a tensor takes; 0 also if that is no fixed number or too large. */
  private static int bytesOf(ElementType type, Shape shape) {
    long room = type == ElementType.STRING ? 0 : Integer.MAX_VALUE / type.size();
    for (int axis = 0; axis < shape.rank(); axis++) {
      room = shape.dim(axis) == 0 ? 0 : room / shape.dim(axis);
    }
    return room == 0 ? 0 : (int) shape.elements() * type.size();
  }

  private void pin(String name, ElementType type, Shape shape, int bytes) throws OrtException {
    ByteBuffer buffer = buffers.take(bytes);
    taken.add(buffer);
    Tensor tensor = Tensor.over(type, shape, buffer);
    tensors.put(name, tensor);
    pinned.put(name, OrtInputs.wrap(environment, tensor));
  }

  Map<String, OnnxTensor> pinned() {
    return pinned;
  }

  Set<String> unpinned() {
    Set<String> names = new LinkedHashSet<>(ports.keySet());
    names.removeAll(pinned.keySet());
    return names;
  }

  /** Makes the caller's tensors; the result's own values may be closed afterwards. */
  Tensors collect(OrtSession.Result result) throws OrtException {
    Map<String, Tensor> ordered = new LinkedHashMap<>();
    for (Signature.Port port : ports.values()) {
      Tensor written = tensors.get(port.name());
      ordered.put(port.name(), written != null ? written : copy(port, result));
    }
    closeHandles();
    return Tensors.owning(ordered, this::giveBuffers);
  }

  /** Gives everything back after a run that brought nothing. */
  void abandon() {
    closeHandles();
    giveBuffers();
  }

  private static Tensor copy(Signature.Port port, OrtSession.Result result) throws OrtException {
    OnnxValue value =
        result.get(port.name()).orElseThrow(() -> new IllegalStateException("no " + port));
    OnnxTensor tensor = (OnnxTensor) value;
    long[] dims = tensor.getInfo().getShape();
    if (port.type() == ElementType.STRING) {
      return Tensor.of(flatten(tensor.getValue(), new ArrayList<>()), Shape.of(dims));
    }
    return Tensor.over(port.type(), Shape.of(dims), tensor.getByteBuffer());
  }

  private static List<String> flatten(Object value, List<String> into) {
    if (value instanceof Object[] array) {
      Arrays.stream(array).forEach(element -> flatten(element, into));
    } else {
      into.add((String) value);
    }
    return into;
  }

  private Signature.Port port(String name) {
    Signature.Port port = ports.get(name);
    if (port == null) {
      throw new IllegalStateException("no output " + name);
    }
    return port;
  }

  private void closeHandles() {
    pinned.values().forEach(OnnxTensor::close);
    pinned.clear();
  }

  private void giveBuffers() {
    taken.forEach(buffers::give);
    taken.clear();
  }
}
