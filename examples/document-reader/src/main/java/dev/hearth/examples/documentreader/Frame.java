package dev.hearth.examples.documentreader;

/**
 * A rectangle that may stand askew: where a line of text is, and which way it runs. Lengths are
 * pixels.
 *
 * @param x the middle's column
 * @param y the middle's row
 * @param width how long it is in the direction of reading
 * @param height how high its letters may be
 * @param angle the direction of reading in radians; 0 is to the right, a quarter turn is downwards
 */
record Frame(double x, double y, double width, double height, double angle) {

  /** From this height to width on, the text is taken to run downwards. */
  private static final double TALL = 1.5;

  /** Returns the frame of a whole image. */
  static Frame of(int width, int height) {
    return new Frame(width / 2.0, height / 2.0, width, height, 0);
  }

  double area() {
    return width * height;
  }

  double shortSide() {
    return Math.min(width, height);
  }

  /** Returns a frame with sides further out. */
  Frame grown(double distance) {
    return new Frame(x, y, width + 2 * distance, height + 2 * distance, angle);
  }

  /** Returns the frame in an image whose columns and rows are so many times as many. */
  Frame scaled(double across, double down) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    return new Frame(
        x * across,
        y * down,
        width * Math.hypot(cos * across, sin * down),
        height * Math.hypot(sin * across, cos * down),
        Math.atan2(sin * down, cos * across));
  }

  /** Returns the frame read from its other end. */
  Frame turned() {
    return new Frame(x, y, width, height, angle > 0 ? angle - Math.PI : angle + Math.PI);
  }

  boolean isTall() {
    return height >= TALL * width;
  }

  /** Returns the frame read downwards. */
  Frame downwards() {
    return new Frame(x, y, /* width= */ height, /* height= */ width, angle + Math.PI / 2);
  }

  /** Tells whether the middle of a pixel lies within. */
  boolean contains(double column, double row) {
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    double along = (column - x) * cos + (row - y) * sin;
    double across = (row - y) * cos - (column - x) * sin;
    return Math.abs(along) <= width / 2 && Math.abs(across) <= height / 2;
  }

  /** Returns the upright box around the part of the frame that an image of this size has. */
  Box box(int columns, int rows) {
    double cos = Math.abs(Math.cos(angle));
    double sin = Math.abs(Math.sin(angle));
    double halfWidth = (width * cos + height * sin) / 2;
    double halfHeight = (width * sin + height * cos) / 2;
    int left = clamp(Math.floor(x - halfWidth), columns);
    int top = clamp(Math.floor(y - halfHeight), rows);
    int right = clamp(Math.ceil(x + halfWidth), columns);
    int bottom = clamp(Math.ceil(y + halfHeight), rows);
    return new Box(left, top, right - left, bottom - top);
  }

  private static int clamp(double value, int limit) {
    return (int) Math.max(0, Math.min(limit, value));
  }
}
