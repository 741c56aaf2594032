/**
 * Answers what nobody waits for: messages of queues, records of streams, objects of stores,
 * whichever platform tells of them. Start at {@link dev.hearth.event.EventEndpoint}.
 */
@NullMarked
package dev.hearth.event;

import org.jspecify.annotations.NullMarked;
