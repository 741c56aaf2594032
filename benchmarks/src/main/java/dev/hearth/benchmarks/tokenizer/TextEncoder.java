package dev.hearth.benchmarks.tokenizer;

/** One tokenizer behind the same face as the others. */
@FunctionalInterface
interface TextEncoder {

  /** The most ids that an encoding has. */
  int MAX_TOKENS = 512;

  /** Returns the ids of a text, with those of both ends. */
  long[] encode(String text);
}
