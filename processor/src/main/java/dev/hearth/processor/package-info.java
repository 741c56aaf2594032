/** Writes the small entry class that each platform wants, from one annotated class. */
@NullMarked
package dev.hearth.processor;

import org.jspecify.annotations.NullMarked;
