/** Runs the packaged function on this machine as Lambda would. Start at {@code Demo}. */
@NullMarked
package dev.hearth.examples.ticketrouter.demo;

import org.jspecify.annotations.NullMarked;
