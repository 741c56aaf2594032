/**
 * Answers HTTP requests with inference functions, whichever platform brought them: routes, methods,
 * media types, limits, and a status for each kind of failure. Start at {@link
 * dev.hearth.http.HttpEndpoint}.
 */
@NullMarked
package dev.hearth.http;

import org.jspecify.annotations.NullMarked;
