/**
 * Turns a Google Cloud Functions call into a core call and back. Holds no state beyond the function
 * it was given.
 */
@NullMarked
package dev.hearth.gcf;

import org.jspecify.annotations.NullMarked;
