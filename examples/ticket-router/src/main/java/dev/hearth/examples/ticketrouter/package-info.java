/** Routes support tickets to the queue whose description they resemble most. */
@NullMarked
package dev.hearth.examples.ticketrouter;

import org.jspecify.annotations.NullMarked;
