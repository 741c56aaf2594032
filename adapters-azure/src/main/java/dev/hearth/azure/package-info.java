/**
 * Turns an Azure Functions call into a core call and back. Holds no state beyond the function it
 * was given.
 */
@NullMarked
package dev.hearth.azure;

import org.jspecify.annotations.NullMarked;
