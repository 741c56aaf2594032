/**
 * Marks on a function's class, read when it is compiled and absent when it runs. Start at {@link
 * dev.hearth.annotation.InferenceFunction}.
 */
@NullMarked
package dev.hearth.annotation;

import org.jspecify.annotations.NullMarked;
