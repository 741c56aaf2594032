package dev.hearth.function;

import dev.hearth.Deadline;
import java.util.Optional;

/**
 * One call of a function. Immutable.
 *
 * @param requestId the platform's name for the call, as it stands in the platform's logs
 * @param deadline the moment by which the platform wants the answer
 * @param traceId the trace the call belongs to, as the platform or the caller wrote it
 */
public record Call(String requestId, Deadline deadline, Optional<String> traceId) {

  /**
   * Makes a call that belongs to no trace.
   *
   * @param requestId the platform's name for the call
   * @param deadline the moment by which the platform wants the answer
   */
  public Call(String requestId, Deadline deadline) {
    this(requestId, deadline, Optional.empty());
  }
}
