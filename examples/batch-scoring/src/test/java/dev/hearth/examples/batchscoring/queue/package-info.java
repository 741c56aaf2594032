/**
 * Sends thousands of messages through a real SQS API to the packaged function while its processes
 * are killed. Start at {@link dev.hearth.examples.batchscoring.queue.QueueCheck}.
 */
@NullMarked
package dev.hearth.examples.batchscoring.queue;

import org.jspecify.annotations.NullMarked;
