/**
 * Compares tokenizers on the cold path of a function that reads text; start at {@link
 * dev.hearth.benchmarks.tokenizer.TokenizerBenchmark}.
 */
@NullMarked
package dev.hearth.benchmarks.tokenizer;

import org.jspecify.annotations.NullMarked;
