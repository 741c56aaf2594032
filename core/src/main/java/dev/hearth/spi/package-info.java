/**
 * For authors of stores, caches and model runtimes. Start at {@link dev.hearth.spi.ModelStore} for
 * a testkit has a contract kit for stores.
 */
@NullMarked
package dev.hearth.spi;

import org.jspecify.annotations.NullMarked;
