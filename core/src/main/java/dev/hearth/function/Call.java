package dev.hearth.function;

import dev.hearth.Deadline;

/**
 * One call of a function. Immutable.
 *
 * @param requestId the platform's name for the call, as it stands in the platform's logs
 * @param deadline the moment by which the platform wants the answer
 */
public record Call(String requestId, Deadline deadline) {}
