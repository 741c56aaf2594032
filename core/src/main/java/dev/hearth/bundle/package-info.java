/**
 * Models made ready to be mapped: a manifest, and for each variant a graph, its weights, a table of
 * its tensors and a sample. Start at {@link dev.hearth.bundle.Bundle}.
 */
@NullMarked
package dev.hearth.bundle;

import org.jspecify.annotations.NullMarked;
