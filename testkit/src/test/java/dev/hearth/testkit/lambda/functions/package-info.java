/** Functions that the tests run in JVMs of their own. Each class is one function. */
@NullMarked
package dev.hearth.testkit.lambda.functions;

import org.jspecify.annotations.NullMarked;
