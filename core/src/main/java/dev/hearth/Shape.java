package dev.hearth;

import java.util.Arrays;

/**
 * The extent of a tensor along each of its axes. Immutable.
 *
 * <p>A shape without axes is a scalar. In a {@link Signature} an extent of {@value #ANY} stands for
 * any extent; the shape of a tensor has none of those.
 */
public final class Shape {

  /** Stands for any extent: {@value}. */
  public static final long ANY = -1;

  private final long[] dims;

  private Shape(long[] dims) {
    this.dims = dims;
  }

  /**
   * Returns a shape.
   *
   * @param dims the extents, outermost first; each 0 or more, or {@link #ANY}
   * @return the shape
   */
  public static Shape of(long... dims) {
    for (long dim : dims) {
      if (dim < ANY) {
        throw new IllegalArgumentException(
            "shape: " + Arrays.toString(dims) + " (expected: extents of 0 or more, or -1 for any)");
      }
    }
    return new Shape(dims.clone());
  }

  /**
   * Returns how many axes there are.
   *
   * @return the number of axes
   */
  public int rank() {
    return dims.length;
  }

  /**
   * Returns the extent along an axis.
   *
   * @param axis the axis, 0 for the outermost
   * @return the extent, or {@link #ANY}
   */
  public long dim(int axis) {
    return dims[axis];
  }

  /**
   * Returns the extents.
   *
   * @return a copy of them, outermost first
   */
  public long[] dims() {
    return dims.clone();
  }

  /**
   * Tells whether every extent is known.
   *
   * @return whether no extent is {@link #ANY}
   */
  public boolean isFixed() {
    for (long dim : dims) {
      if (dim == ANY) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns how many elements a tensor of this shape has.
   *
   * @return the product of the extents; 1 for a scalar
   * @throws IllegalStateException if an extent is {@link #ANY}
   * @throws ArithmeticException if the product does not fit a {@code long}
   */
  public long elements() {
    if (!isFixed()) {
      throw new IllegalStateException("shape: " + this + " (expected: every extent known)");
    }
    for (long dim : dims) {
      if (dim == 0) {
        return 0;
      }
    }
    long product = 1;
    for (long dim : dims) {
      product = Math.multiplyExact(product, dim);
    }
    return product;
  }

  /**
   * Tells whether tensors exist that have both this shape and another.
   *
   * @param other the other shape
   * @return whether the ranks are equal and each pair of extents is equal or has an {@link #ANY}
   */
  public boolean fits(Shape other) {
    if (dims.length != other.dims.length) {
      return false;
    }
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] != other.dims[i] && dims[i] != ANY && other.dims[i] != ANY) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /** Returns the extents in brackets, {@code ?} for any: {@code [1, ?, 384]}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < dims.length; i++) {
      text.append(i == 0 ? "" : ", ").append(dims[i] == ANY ? "?" : Long.toString(dims[i]));
    }
    return text.append(']').toString();
  }
}
