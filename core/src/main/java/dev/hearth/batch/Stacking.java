package dev.hearth.batch;

import dev.hearth.ElementType;
import dev.hearth.Shape;
import dev.hearth.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Stacks tensors of one name. Confined to one thread. */
final class Stacking {

  private final String name;
  private final List<Tensor> parts;
  private final long[] dims;

  Stacking(String name, List<Tensor> parts) {
    this.name = name;
    this.parts = parts;
    this.dims = parts.get(0).shape().dims();
    dims[0] = 0;
    for (Tensor part : parts) {
      requireLike(part, parts.get(0));
      dims[0] += part.shape().dim(0);
      for (int axis = 1; axis < dims.length; axis++) {
        dims[axis] = Math.max(dims[axis], part.shape().dim(axis));
      }
    }
  }

  Tensor stacked() {
    ElementType type = parts.get(0).type();
    ByteBuffer all =
        ByteBuffer.allocateDirect(Math.toIntExact(Shape.of(dims).elements() * type.size()))
            .order(ByteOrder.nativeOrder());
    for (Tensor part : parts) {
      copy(part.bytes(), part.shape().dims(), 0, type.size(), all);
    }
    return Tensor.over(type, Shape.of(dims), all.flip());
  }

  /** Copies what lies along an axis and the ones in it; leaves zeros where the part is shorter. */
  private void copy(ByteBuffer from, long[] extents, int axis, int elementBytes, ByteBuffer to) {
    int inner = Math.toIntExact(elements(dims, axis + 1) * elementBytes);
    if (isWhole(extents, axis + 1)) {
      int bytes = Math.toIntExact(extents[axis] * inner);
      to.put(from.slice().limit(bytes));
      from.position(from.position() + bytes);
    } else {
      for (long i = 0; i < extents[axis]; i++) {
        copy(from, extents, axis + 1, elementBytes, to);
      }
    }
    if (axis > 0) {
      long padding = (dims[axis] - extents[axis]) * inner;
      to.position(Math.toIntExact(to.position() + padding));
    }
  }

  private boolean isWhole(long[] extents, int axis) {
    for (int i = axis; i < dims.length; i++) {
      if (extents[i] != dims[i]) {
        return false;
      }
    }
    return true;
  }

  private static long elements(long[] dims, int axis) {
    long elements = 1;
    for (int i = axis; i < dims.length; i++) {
      elements *= dims[i];
    }
    return elements;
  }

  private void requireLike(Tensor part, Tensor first) {
    boolean alike =
        part.type() == first.type()
            && part.shape().rank() == first.shape().rank()
            && part.shape().rank() > 0
            && part.type() != ElementType.STRING;
    if (!alike) {
      throw new IllegalArgumentException(
          "input '"
              + name
              + "': "
              + part
              + " beside "
              + first
              + " (expected: one type of fixed size and one rank, the first axis counting rows)");
    }
  }
}
