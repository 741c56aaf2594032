/**
 * For tests of functions and of the adapters that serve them. A function is tested with {@link
 * dev.hearth.testkit.function.FunctionTester} over {@link dev.hearth.testkit.function.FakeModels}.
 * An adapter's author extends {@link dev.hearth.testkit.function.AdapterContract} and, if it takes
 * messages, {@link dev.hearth.testkit.function.MessageContract}.
 */
@NullMarked
package dev.hearth.testkit.function;

import org.jspecify.annotations.NullMarked;
