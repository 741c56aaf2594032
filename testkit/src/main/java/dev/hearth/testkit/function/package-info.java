/**
 * For tests of functions and of the adapters that serve them. An adapter's author extends {@link
 * dev.hearth.testkit.function.AdapterContract} and, if it takes messages, {@link
 * dev.hearth.testkit.function.MessageContract}.
 */
@NullMarked
package dev.hearth.testkit.function;

import org.jspecify.annotations.NullMarked;
