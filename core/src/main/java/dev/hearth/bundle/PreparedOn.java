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
    // Not by equals: a record's is made at its first use, which takes a cold process 30 ms.
    return runtime.equals(here.runtime)
        && cpu.architecture().equals(here.cpu.architecture())
        && cpu.names().equals(here.cpu.names());
  }

  @Override
  public String toString() {
    return "ONNX Runtime " + runtime + " on " + cpu;
  }
}
