/**
 * Measures what Hearth claims and what its choices cost; start at {@link
 * dev.hearth.benchmarks.Bench}. Nothing here is published.
 */
@NullMarked
package dev.hearth.benchmarks;

import org.jspecify.annotations.NullMarked;
