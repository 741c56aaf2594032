/**
 * Turns a Google Cloud Functions call into a core call and back. Holds no state beyond the function
 * it was given. Start at {@link dev.hearth.gcf.HttpInferenceFunction} for requests and at {@link
 * dev.hearth.gcf.EventInferenceFunction} for events.
 */
@NullMarked
package dev.hearth.gcf;

import org.jspecify.annotations.NullMarked;
