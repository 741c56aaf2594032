/**
 * For tests of and with Hearth. Time is turned by hand with {@link dev.hearth.testkit.FakeTicker};
 * models that need no engine are loaded by {@link dev.hearth.testkit.FakeRuntime}; stores and their
 * faults are in {@code dev.hearth.testkit.store}.
 */
@NullMarked
package dev.hearth.testkit;

import org.jspecify.annotations.NullMarked;
