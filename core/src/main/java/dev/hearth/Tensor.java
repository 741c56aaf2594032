package dev.hearth;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.List;

/**
 * An n-dimensional array: a type, a shape, and elements in row-major order in one buffer.
 *
 * <p><b>Ownership.</b> A tensor holds no native handle, so it need not be closed. A tensor that a
 * caller makes is the caller's: the runtime reads its buffer in place during {@link Model#run} and
 * keeps nothing of it, so the caller must not change it before the call returns and may reuse it
 * after. A tensor that came out of a model belongs to the {@link Tensors} it came in; its buffers
 * are used again for another call once those are closed.
 *
 * <p>Views such as {@link #floats()} share the elements with the tensor, copy nothing, and have
 * their own position. Reading is safe for many threads as long as none writes.
 */
public final class Tensor {

  private static final ByteBuffer NO_BYTES = ByteBuffer.allocateDirect(0);

  private final ElementType type;
  private final Shape shape;
  private final ByteBuffer data;
  private final List<String> strings;

  private Tensor(ElementType type, Shape shape, ByteBuffer data, List<String> strings) {
    this.type = type;
    this.shape = shape;
    this.data = data;
    this.strings = strings;
  }

  /**
   * Makes a tensor of zeros in a fresh direct buffer.
   *
   * @param type the type of its elements, not {@link ElementType#STRING}
   * @param dims the extents, outermost first, all known
   * @return the tensor
   */
  public static Tensor allocate(ElementType type, long... dims) {
    Shape shape = Shape.of(dims);
    return over(type, shape, ByteBuffer.allocateDirect(byteLength(type, shape)));
  }

  /**
   * Makes a tensor of the bytes between a buffer's position and limit, without copying them. The
   * buffer stays the caller's, as the class comment tells.
   *
   * @param type the type of its elements, not {@link ElementType#STRING}
   * @param shape the shape, all extents known
   * @param bytes the elements in the machine's byte order; a direct buffer is read by the runtime
   *     in place, any other is copied at each run
   * @return the tensor
   * @throws IllegalArgumentException if the buffer has more or fewer bytes than the shape needs
   */
  public static Tensor over(ElementType type, Shape shape, ByteBuffer bytes) {
    int expected = byteLength(type, shape);
    if (bytes.remaining() != expected) {
      throw new IllegalArgumentException(
          "buffer of a "
              + type
              + shape
              + " tensor: "
              + bytes.remaining()
              + " bytes (expected: "
              + expected
              + ")");
    }
    return new Tensor(type, shape, bytes.slice().order(ByteOrder.nativeOrder()), List.of());
  }

  /**
   * Makes an {@link ElementType#INT64} tensor of copied values.
   *
   * @param values the elements in row-major order
   * @param dims the extents, outermost first; none means one axis as long as there are values
   * @return the tensor
   */
  public static Tensor of(long[] values, long... dims) {
    Tensor tensor = ofLength(ElementType.INT64, values.length, dims);
    tensor.longs().put(values);
    return tensor;
  }

  /**
   * Makes a {@link ElementType#FLOAT32} tensor of copied values.
   *
   * @param values the elements in row-major order
   * @param dims the extents, outermost first; none means one axis as long as there are values
   * @return the tensor
   */
  public static Tensor of(float[] values, long... dims) {
    Tensor tensor = ofLength(ElementType.FLOAT32, values.length, dims);
    tensor.floats().put(values);
    return tensor;
  }

  /**
   * Makes an {@link ElementType#INT32} tensor of copied values.
   *
   * @param values the elements in row-major order
   * @param dims the extents, outermost first; none means one axis as long as there are values
   * @return the tensor
   */
  public static Tensor of(int[] values, long... dims) {
    Tensor tensor = ofLength(ElementType.INT32, values.length, dims);
    tensor.ints().put(values);
    return tensor;
  }

  /**
   * Makes a {@link ElementType#STRING} tensor.
   *
   * @param values the elements in row-major order
   * @param dims the extents, outermost first; none means one axis as long as there are values
   * @return the tensor
   */
  public static Tensor of(List<String> values, long... dims) {
    return of(values, dims.length == 0 ? Shape.of(values.size()) : Shape.of(dims));
  }

  /**
   * Makes a {@link ElementType#STRING} tensor, which may be a scalar.
   *
   * @param values the elements in row-major order
   * @param shape the shape, all extents known
   * @return the tensor
   */
  public static Tensor of(List<String> values, Shape shape) {
    requireElements(shape, values.size());
    return new Tensor(ElementType.STRING, shape, NO_BYTES, List.copyOf(values));
  }

  /**
   * Returns the type of the elements.
   *
   * @return the type
   */
  public ElementType type() {
    return type;
  }

  /**
   * Returns the shape.
   *
   * @return the shape, all extents known
   */
  public Shape shape() {
    return shape;
  }

  /**
   * Returns the elements as bytes, whatever their type.
   *
   * @return a view in the machine's byte order; empty for {@link ElementType#STRING}
   */
  public ByteBuffer bytes() {
    return data.duplicate().order(ByteOrder.nativeOrder());
  }

  /**
   * Returns the elements of a {@link ElementType#FLOAT32} tensor.
   *
   * @return a view of them
   * @throws IllegalStateException if the elements are of another type
   */
  public FloatBuffer floats() {
    require(ElementType.FLOAT32);
    return data.asFloatBuffer();
  }

  /**
   * Returns the elements of a {@link ElementType#FLOAT64} tensor.
   *
   * @return a view of them
   * @throws IllegalStateException if the elements are of another type
   */
  public DoubleBuffer doubles() {
    require(ElementType.FLOAT64);
    return data.asDoubleBuffer();
  }

  /**
   * Returns the elements of an {@link ElementType#INT64} tensor.
   *
   * @return a view of them
   * @throws IllegalStateException if the elements are of another type
   */
  public LongBuffer longs() {
    require(ElementType.INT64);
    return data.asLongBuffer();
  }

  /**
   * Returns the elements of an {@link ElementType#INT32} tensor.
   *
   * @return a view of them
   * @throws IllegalStateException if the elements are of another type
   */
  public IntBuffer ints() {
    require(ElementType.INT32);
    return data.asIntBuffer();
  }

  /**
   * Returns the elements of a tensor of 16-bit elements: {@link ElementType#INT16}, or the bits of
   * {@link ElementType#FLOAT16} and {@link ElementType#BFLOAT16}.
   *
   * @return a view of them
   * @throws IllegalStateException if the elements are of another size
   */
  public ShortBuffer shorts() {
    if (type.size() != Short.BYTES) {
      throw wrongType("a type of 16 bits");
    }
    return data.asShortBuffer();
  }

  /**
   * Returns the elements of a {@link ElementType#STRING} tensor.
   *
   * @return the elements, unmodifiable
   * @throws IllegalStateException if the elements are of another type
   */
  public List<String> strings() {
    require(ElementType.STRING);
    return strings;
  }

  /** Returns type and shape, no elements. */
  @Override
  public String toString() {
    return type + shape.toString();
  }

  private static Tensor ofLength(ElementType type, int length, long[] dims) {
    Shape shape = dims.length == 0 ? Shape.of(length) : Shape.of(dims);
    requireElements(shape, length);
    return over(type, shape, ByteBuffer.allocateDirect(byteLength(type, shape)));
  }

  private static void requireElements(Shape shape, int length) {
    if (shape.elements() != length) {
      throw new IllegalArgumentException(
          "values of a tensor of shape "
              + shape
              + ": "
              + length
              + " (expected: "
              + shape.elements()
              + ")");
    }
  }

  private static int byteLength(ElementType type, Shape shape) {
    if (type == ElementType.STRING) {
      throw new IllegalArgumentException(
          "element type: STRING (expected: a type of fixed size; use Tensor.of(List) for text)");
    }
    long bytes = Math.multiplyExact(shape.elements(), type.size());
    if (bytes > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "size of a "
              + type
              + shape
              + " tensor: "
              + Bytes.of(bytes)
              + " (expected: at most "
              + Bytes.of(Integer.MAX_VALUE)
              + ", the limit of a Java buffer)");
    }
    return (int) bytes;
  }

  private void require(ElementType wanted) {
    if (type != wanted) {
      throw wrongType(wanted.name());
    }
  }

  private IllegalStateException wrongType(String wanted) {
    return new IllegalStateException(
        "elements of a tensor: " + type + shape + " (expected here: " + wanted + ")");
  }
}
