/** What gathering the items of several callers into one run gains, and what it costs. */
@NullMarked
package dev.hearth.benchmarks.batch;

import org.jspecify.annotations.NullMarked;
