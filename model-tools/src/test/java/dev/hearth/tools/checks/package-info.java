/** Slow checks of bundles with real models, run by the script {@code ./check}. */
@NullMarked
package dev.hearth.tools.checks;

import org.jspecify.annotations.NullMarked;
