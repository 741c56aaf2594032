package dev.hearth.bundle;

import dev.hearth.platform.CpuFeatures;

/**
 * Where a bundle was prepared. Immutable.
 *
 * @param runtime the version of ONNX Runtime that optimised and prepacked it
 * @param cpu the processor it was prepared on
 */
public record PreparedOn(String runtime, CpuFeatures cpu) {

  /**
   * Tells whether what was found to be right there is known to be right here.
   *
   * @param here where the bundle is to run
   * @return whether runtime and processor are alike
   */
  public boolean isLike(PreparedOn here) {
    return equals(here);
  }

  @Override
  public String toString() {
    return "ONNX Runtime " + runtime + " on " + cpu;
  }
}
