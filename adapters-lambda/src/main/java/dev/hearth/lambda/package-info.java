/**
 * Turns an AWS Lambda call into a core call and back. Holds no state beyond the function it was
 * given. Start at {@link dev.hearth.lambda.LambdaInferenceHandler}.
 */
@NullMarked
package dev.hearth.lambda;

import org.jspecify.annotations.NullMarked;
