/** What checking a model's bytes costs a cold start. */
@NullMarked
package dev.hearth.benchmarks.checksum;

import org.jspecify.annotations.NullMarked;
