package dev.hearth.function;

import dev.hearth.Deadline;
import java.util.Optional;

/**
 * One call of a function. Immutable.
 *
 * @param requestId the platform's name for the call, as it stands in the platform's logs
 * @param deadline the moment by which the platform wants the answer
 * @param traceId the trace the call belongs to, as the platform or the caller wrote it
 * @param tenant who the call is made for, where several share the function and none may take it all
 */
public record Call(
    String requestId, Deadline deadline, Optional<String> traceId, Optional<String> tenant) {

  /**
   * Makes a call that is made for no tenant.
   *
   * @param requestId the platform's name for the call
   * @param deadline the moment by which the platform wants the answer
   * @param traceId the trace the call belongs to
   */
  public Call(String requestId, Deadline deadline, Optional<String> traceId) {
    this(requestId, deadline, traceId, Optional.empty());
  }

  /**
   * Makes a call that belongs to no trace.
   *
   * @param requestId the platform's name for the call
   * @param deadline the moment by which the platform wants the answer
   */
  public Call(String requestId, Deadline deadline) {
    this(requestId, deadline, Optional.empty());
  }

  /**
   * Returns this call, made for a tenant.
   *
   * @param name the tenant
   * @return the changed call
   */
  public Call forTenant(String name) {
    return new Call(requestId, deadline, traceId, Optional.of(name));
  }
}
