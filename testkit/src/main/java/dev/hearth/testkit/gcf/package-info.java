/**
 * Runs a function of Google Cloud Functions on a developer's machine under the published invoker.
 * Start at {@link dev.hearth.testkit.gcf.InvokerProcess}.
 *
 * <p>Depends on core's clock and the JDK, never on the invoker or a test framework: whoever starts
 * a function has the invoker in its class path.
 */
@NullMarked
package dev.hearth.testkit.gcf;

import org.jspecify.annotations.NullMarked;
