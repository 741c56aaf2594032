package dev.hearth;

/** What the elements of a tensor are. */
public enum ElementType {
  /** 32-bit IEEE 754 floating point. */
  FLOAT32(4),
  /** 64-bit IEEE 754 floating point. */
  FLOAT64(8),
  /** 16-bit IEEE 754 floating point, kept as its bits in a {@code short}. */
  FLOAT16(2),
  /** 16-bit brain floating point, kept as its bits in a {@code short}. */
  BFLOAT16(2),
  /** Signed 8-bit integer. */
  INT8(1),
  /** Unsigned 8-bit integer. */
  UINT8(1),
  /** Signed 16-bit integer. */
  INT16(2),
  /** Signed 32-bit integer. */
  INT32(4),
  /** Signed 64-bit integer. */
  INT64(8),
  /** Truth value, one byte, 0 or 1. */
  BOOL(1),
  /** Text. */
  STRING(0);

  private final int size;

  ElementType(int size) {
    this.size = size;
  }

  /**
   * Returns the size of one element.
   *
   * @return the size in bytes; 0 for {@link #STRING}, whose elements have no fixed size
   */
  public int size() {
    return size;
  }
}
