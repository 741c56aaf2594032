/**
 * Runs a function that is called over HTTP in a process of its own on a developer's machine. Start
 * at {@link dev.hearth.testkit.http.ServedProcess}.
 *
 * <p>Depends on core's clock and the JDK, never on the invoker or a test framework: whoever starts
 * a function has the invoker in its class path.
 */
@NullMarked
package dev.hearth.testkit.http;

import org.jspecify.annotations.NullMarked;
