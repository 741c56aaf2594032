/**
 * Compares JSON libraries on the cold path of an HTTP function; start at {@link
 * dev.hearth.benchmarks.json.JsonBenchmark}.
 */
@NullMarked
package dev.hearth.benchmarks.json;

import org.jspecify.annotations.NullMarked;
