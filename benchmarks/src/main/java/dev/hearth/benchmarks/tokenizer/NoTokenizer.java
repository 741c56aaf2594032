package dev.hearth.benchmarks.tokenizer;

/** The floor: what the JVM and the probe cost by themselves. */
final class NoTokenizer implements TextEncoder {

  @Override
  public long[] encode(String text) {
    return new long[0];
  }
}
