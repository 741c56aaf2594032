package dev.hearth.bundle;

import dev.hearth.ElementType;
import dev.hearth.ModelBrokenException;
import dev.hearth.ModelUnavailableException;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * An input of a model and what came of it where the bundle was prepared. The tensors are the
 * sample's and live as long as it does.
 *
 * @param inputs a tensor for each input
 * @param outputs a tensor for each output
 * @param tolerance how far another processor's or runtime's outputs may lie from these, as {@link
 *     #difference} measures it
 */
public record Sample(Tensors inputs, Tensors outputs, double tolerance) {

  /**
   * Reads a sample. Blocks.
   *
   * @param model what it belongs to, for messages
   * @param file the file, whose digest has been checked
   * @return the sample
   * @throws ModelBrokenException if the file is no sample
   * @throws ModelUnavailableException if it cannot be read
   */
  public static Sample read(String model, Path file) {
    try {
      return SampleText.parse(Files.readAllBytes(file), model + ": " + file);
    } catch (IOException e) {
      throw new ModelUnavailableException(
          model
              + ": "
              + file
              + " cannot be read: "
              + e
              + " (expected: the bundle's sample); check the file system and retry",
          e);
    }
  }

  /**
   * Returns the sample's text.
   *
   * @return the file's bytes, the same for equal samples
   */
  public byte[] text() {
    return SampleText.write(this);
  }

  /**
   * Measures how far outputs lie from the sample's: the greatest distance of two elements, over the
   * greatest magnitude among the expected output's elements.
   *
   * @param actual outputs for the sample's inputs
   * @return 0 if they are equal; infinite if shapes, types, texts or truth values differ
   */
  public double difference(Tensors actual) {
    double worst = 0;
    for (Map.Entry<String, Tensor> output : outputs.asMap().entrySet()) {
      if (!actual.names().contains(output.getKey())) {
        return Double.POSITIVE_INFINITY;
      }
      worst = Math.max(worst, difference(output.getValue(), actual.get(output.getKey())));
    }
    return worst;
  }

  private static double difference(Tensor expected, Tensor actual) {
    if (expected.type() != actual.type() || !expected.shape().equals(actual.shape())) {
      return Double.POSITIVE_INFINITY;
    }
    if (expected.type() == ElementType.STRING) {
      return expected.strings().equals(actual.strings()) ? 0 : Double.POSITIVE_INFINITY;
    }
    ByteBuffer left = expected.bytes();
    ByteBuffer right = actual.bytes();
    if (left.equals(right)) {
      return 0;
    }
    return expected.type() == ElementType.BOOL
        ? Double.POSITIVE_INFINITY
        : numeric(expected.type(), left, right, Math.toIntExact(expected.shape().elements()));
  }

  private static double numeric(ElementType type, ByteBuffer left, ByteBuffer right, int count) {
    double distance = 0;
    double magnitude = 0;
    for (int i = 0; i < count; i++) {
      double apart = Elements.distance(type, left, right, i);
      distance = Double.isNaN(apart) ? Double.POSITIVE_INFINITY : Math.max(distance, apart);
    }
    for (int i = 0; i < count; i++) {
      double value = Math.abs(Elements.number(type, left, i));
      magnitude = Double.isFinite(value) ? Math.max(magnitude, value) : magnitude;
    }
    return distance == 0 ? 0 : distance / Math.max(magnitude, Double.MIN_NORMAL);
  }
}
