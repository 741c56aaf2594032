/** Runs a model inside one function instance. */
@NullMarked
package dev.hearth;

import org.jspecify.annotations.NullMarked;
