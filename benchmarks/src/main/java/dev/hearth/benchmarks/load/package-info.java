/** What loading a model costs, and what sharing its weights saves. */
@NullMarked
package dev.hearth.benchmarks.load;

import org.jspecify.annotations.NullMarked;
