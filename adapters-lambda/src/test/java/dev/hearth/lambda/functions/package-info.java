/** Deployed functions as tests have them: real handlers around models without weights. */
@NullMarked
package dev.hearth.lambda.functions;

import org.jspecify.annotations.NullMarked;
