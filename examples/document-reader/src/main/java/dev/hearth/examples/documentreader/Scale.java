package dev.hearth.examples.documentreader;

/**
 * What a model was trained to see in place of colours from 0 to 255. The models see blue first, and
 * with the figures that are usually given for red first: so they were trained. Immutable.
 */
final class Scale {

  /** Around the mean of everyday photographs. */
  static final Scale PHOTOGRAPHS =
      new Scale(new float[] {0.485f, 0.456f, 0.406f}, new float[] {0.229f, 0.224f, 0.225f});

  /** From -1 to 1. */
  static final Scale UNIT =
      new Scale(new float[] {0.5f, 0.5f, 0.5f}, new float[] {0.5f, 0.5f, 0.5f});

  private static final float WHITE = 255;

  private final float[] mean;
  private final float[] deviation;

  private Scale(float[] mean, float[] deviation) {
    this.mean = mean;
    this.deviation = deviation;
  }

  float value(int plane, float colour) {
    return (colour / WHITE - mean[plane]) / deviation[plane];
  }
}
