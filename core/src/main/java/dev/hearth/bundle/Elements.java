package dev.hearth.bundle;

import dev.hearth.ElementType;
import java.nio.ByteBuffer;

/** Reads single elements of tensors as numbers. */
final class Elements {

  private static final int FLOAT16_EXPONENT_BITS = 0x1f;
  private static final int FLOAT16_BIAS = 15;
  private static final int FLOAT16_FRACTION_BITS = 10;

  private Elements() {}

  /** Returns the element at an index of a tensor's bytes. */
  static double number(ElementType type, ByteBuffer bytes, int index) {
    int at = bytes.position() + index * type.size();
    return switch (type) {
      case FLOAT32 -> bytes.getFloat(at);
      case FLOAT64 -> bytes.getDouble(at);
      case FLOAT16 -> float16(bytes.getShort(at));
      case BFLOAT16 -> Float.intBitsToFloat(bytes.getShort(at) << Short.SIZE);
      case INT8 -> bytes.get(at);
      case UINT8, BOOL -> bytes.get(at) & 0xff;
      case INT16 -> bytes.getShort(at);
      case INT32 -> bytes.getInt(at);
      case INT64 -> bytes.getLong(at);
      case STRING -> throw new IllegalArgumentException("a text is no number");
    };
  }

  /** Returns how far the elements at an index lie apart, not a number if one of them is none. */
  static double distance(ElementType type, ByteBuffer left, ByteBuffer right, int index) {
    double one = number(type, left, index);
    double other = number(type, right, index);
    if (Double.compare(one, other) != 0) {
      return Math.abs(one - other);
    }
    // Long integers that are not the same may be the same double.
    return type != ElementType.INT64 || longAt(left, index) == longAt(right, index) ? 0 : 1;
  }

  private static long longAt(ByteBuffer bytes, int index) {
    return bytes.getLong(bytes.position() + index * Long.BYTES);
  }

  /** Reads IEEE 754 binary16, which Java knows from version 20 on. */
  static double float16(short bits) {
    int sign = bits < 0 ? -1 : 1;
    int exponent = (bits >> FLOAT16_FRACTION_BITS) & FLOAT16_EXPONENT_BITS;
    int fraction = bits & ((1 << FLOAT16_FRACTION_BITS) - 1);
    if (exponent == FLOAT16_EXPONENT_BITS) {
      return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
    }
    int whole = exponent == 0 ? fraction : fraction | (1 << FLOAT16_FRACTION_BITS);
    int scale = Math.max(exponent, 1) - FLOAT16_BIAS - FLOAT16_FRACTION_BITS;
    return sign * Math.scalb((double) whole, scale);
  }
}
