package dev.hearth.bundle;

import dev.hearth.Shape;
import java.util.List;

/**
 * A tensor that an ONNX graph keeps in another file. Immutable.
 *
 * @param name its name in the graph
 * @param type its element type as ONNX numbers it: 1 is {@code float}
 * @param shape its shape
 * @param offset where it begins in the file
 * @param length its length in bytes
 * @param prepacked what ONNX Runtime keeps of it beside, laid out for its kernels
 */
public record GraphTensor(
    String name, int type, Shape shape, long offset, long length, List<Blob> prepacked) {

  /**
   * A range of the file.
   *
   * @param offset where it begins
   * @param length its length in bytes
   */
  public record Blob(long offset, long length) {}

  /** Makes a tensor. */
  public GraphTensor {
    prepacked = List.copyOf(prepacked);
  }

  /**
   * Returns how much of the file is prepacked.
   *
   * @return the sum of the prepacked ranges, in bytes
   */
  public long prepackedBytes() {
    return prepacked.stream().mapToLong(Blob::length).sum();
  }
}
