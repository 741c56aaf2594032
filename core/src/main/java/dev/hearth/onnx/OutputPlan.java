package dev.hearth.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.TensorInfo;
import dev.hearth.ModelRef;
import dev.hearth.Shape;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Works out the shape of an output before the run, so that the runtime can write it into a buffer
 * of ours and nothing need be copied afterwards. Immutable.
 *
 * <p>An extent is known if the model fixes it, or if it bears the same name as an extent of an
 * input, as exporters name {@code batch_size} and {@code sequence_length}.
 */
final class OutputPlan {

  /** Where an extent comes from: a number, or an axis of an input. */
  private record Extent(long fixed, @Nullable String input, int axis) {}

  private final List<Extent> extents;

  private OutputPlan(List<Extent> extents) {
    this.extents = extents;
  }

  /**
   * Makes the plan of an output; null if it cannot be known before the run or must not be planned.
   *
   * <p>An output without axes may as well be one of unknown rank. An output that is an input, under
   * the same name and without an operator between, is never written to a buffer it is given.
   */
  static @Nullable OutputPlan of(ModelRef ref, NodeInfo output, Collection<NodeInfo> inputs) {
    TensorInfo info = Types.tensorInfo(ref, output);
    if (info.getShape().length == 0
        || inputs.stream().anyMatch(input -> input.getName().equals(output.getName()))) {
      return null;
    }
    Map<String, Extent> named = namedExtents(ref, inputs);
    long[] dims = info.getShape();
    String[] names = info.getDimensionNames();
    List<Extent> extents = new ArrayList<>(dims.length);
    for (int axis = 0; axis < dims.length; axis++) {
      Extent extent =
          dims[axis] == Shape.ANY ? named.get(names[axis]) : new Extent(dims[axis], null, 0);
      if (extent == null) {
        return null;
      }
      extents.add(extent);
    }
    return new OutputPlan(extents);
  }

  /** Returns the shape the output has for given inputs. */
  Shape shapeFor(Tensors inputs) {
    long[] dims = new long[extents.size()];
    for (int axis = 0; axis < dims.length; axis++) {
      Extent extent = extents.get(axis);
      if (extent.input() == null) {
        dims[axis] = extent.fixed();
      } else {
        Tensor source = inputs.get(extent.input());
        dims[axis] = extent.axis() < source.shape().rank() ? source.shape().dim(extent.axis()) : 0;
      }
    }
    return Shape.of(dims);
  }

  private static Map<String, Extent> namedExtents(ModelRef ref, Collection<NodeInfo> inputs) {
    Map<String, Extent> named = new HashMap<>();
    for (NodeInfo input : inputs) {
      TensorInfo info = Types.tensorInfo(ref, input);
      String[] names = info.getDimensionNames();
      for (int axis = 0; axis < names.length; axis++) {
        if (!names[axis].isEmpty()) {
          named.putIfAbsent(names[axis], new Extent(0, input.getName(), axis));
        }
      }
    }
    return named;
  }
}
