/** Which variant of a model runs here, and why. */
@NullMarked
package dev.hearth.variant;

import org.jspecify.annotations.NullMarked;
