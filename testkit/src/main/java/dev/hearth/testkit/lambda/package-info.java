/**
 * Runs a Lambda function on a developer's machine through the published Java runtime client and the
 * real Runtime API protocol. Start at {@link dev.hearth.testkit.lambda.RuntimeApiServer} for the
 * server and at {@link dev.hearth.testkit.lambda.FunctionProcess} for the function's own JVM.
 *
 * <p>Depends on core's clock and the JDK, never on a test framework, so demo programs and
 * benchmarks use it too.
 */
@NullMarked
package dev.hearth.testkit.lambda;

import org.jspecify.annotations.NullMarked;
