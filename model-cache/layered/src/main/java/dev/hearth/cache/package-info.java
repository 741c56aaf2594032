/**
 * Keeps model files and loaded models near: process memory, then local disk, then the remote store.
 * Start at {@link dev.hearth.cache.LayeredModelCache}.
 */
@NullMarked
package dev.hearth.cache;

import org.jspecify.annotations.NullMarked;
