/** Asks what an adapter adds to a call. */
@NullMarked
package dev.hearth.benchmarks.adapters;

import org.jspecify.annotations.NullMarked;
