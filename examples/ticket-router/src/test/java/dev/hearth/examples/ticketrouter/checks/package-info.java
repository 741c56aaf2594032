/**
 * Slow checks of the packaged function, each a verb of the script {@code check}. Start at {@code
 * Checks}.
 */
@NullMarked
package dev.hearth.examples.ticketrouter.checks;

import org.jspecify.annotations.NullMarked;
