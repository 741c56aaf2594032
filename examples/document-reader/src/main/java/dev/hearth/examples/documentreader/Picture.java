package dev.hearth.examples.documentreader;

import java.nio.FloatBuffer;

/**
 * An image in memory. Not changed once made; safe for use by many threads.
 *
 * @param width how many columns
 * @param height how many rows
 * @param rgb the pixels row by row, eight bits for red, green and blue each
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
record Picture(int width, int height, int[] rgb) {

  /** How many samples a side are averaged for a pixel at most. */
  private static final int MAX_SAMPLES = 4;

  /**
   * Writes the part of the picture that a frame shows as a small image of its own, planes of blue,
   * green and red. What lies outside the picture is taken from its edge.
   *
   * @param frame what to show
   * @param columns how wide the small image is
   * @param rows how high it is
   * @param target takes it; its rows may be longer
   */
  void show(Frame frame, int columns, int rows, Planes target) {
    double stepX = frame.width() / columns;
    double stepY = frame.height() / rows;
    int samplesX = samples(stepX);
    int samplesY = samples(stepY);
    double cos = Math.cos(frame.angle());
    double sin = Math.sin(frame.angle());
    float[] bgr = new float[Planes.COUNT];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        bgr[0] = 0;
        bgr[1] = 0;
        bgr[2] = 0;
        for (int j = 0; j < samplesY; j++) {
          double v = (row + (j + 0.5) / samplesY) * stepY - frame.height() / 2;
          for (int i = 0; i < samplesX; i++) {
            double u = (column + (i + 0.5) / samplesX) * stepX - frame.width() / 2;
            add(frame.x() + u * cos - v * sin, frame.y() + u * sin + v * cos, bgr);
          }
        }
        target.put(row, column, bgr, samplesX * samplesY);
      }
    }
  }

  private static int samples(double step) {
    return Math.max(1, Math.min(MAX_SAMPLES, (int) Math.round(step)));
  }

  /** Adds the colour at a place between pixels, whose middles lie at halves. */
  private void add(double x, double y, float[] bgr) {
    double column = Math.max(0, Math.min(width - 1, x - 0.5));
    double row = Math.max(0, Math.min(height - 1, y - 0.5));
    int left = (int) column;
    int top = (int) row;
    int right = Math.min(left + 1, width - 1);
    int bottom = Math.min(top + 1, height - 1);
    float across = (float) (column - left);
    float down = (float) (row - top);
    int a = rgb[top * width + left];
    int b = rgb[top * width + right];
    int c = rgb[bottom * width + left];
    int d = rgb[bottom * width + right];
    for (int plane = 0; plane < Planes.COUNT; plane++) {
      int shift = plane * Byte.SIZE;
      float above = between((a >> shift) & 0xff, (b >> shift) & 0xff, across);
      float below = between((c >> shift) & 0xff, (d >> shift) & 0xff, across);
      bgr[plane] += between(above, below, down);
    }
  }

  private static float between(float from, float to, float part) {
    return from + (to - from) * part;
  }

  /**
   * One image of a batch as a model takes it: a plane for each colour.
   *
   * @param values the batch
   * @param start where the image begins
   * @param columns how long a row is
   * @param rows how many rows a plane has
   * @param scale what makes the model's values of colours
   */
  record Planes(FloatBuffer values, int start, int columns, int rows, Scale scale) {

    static final int COUNT = 3;

    private void put(int row, int column, float[] sums, int samples) {
      int at = start + row * columns + column;
      for (int plane = 0; plane < COUNT; plane++) {
        values.put(at + plane * columns * rows, scale.value(plane, sums[plane] / samples));
      }
    }
  }
}
