/**
 * Turns an Azure Functions call into a core call and back, in the Java worker ({@link
 * dev.hearth.azure.AzureInference}) and as a custom handler ({@link
 * dev.hearth.azure.AzureCustomHandler}). Holds no state beyond the service it was given.
 */
@NullMarked
package dev.hearth.azure;

import org.jspecify.annotations.NullMarked;
