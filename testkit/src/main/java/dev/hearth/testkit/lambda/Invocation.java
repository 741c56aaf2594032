package dev.hearth.testkit.lambda;

/**
 * One event that a function answered. Immutable.
 *
 * @param requestId the id the function saw
 * @param outcome the answer
 * @param timings when it was handed in, taken and answered
 */
public record Invocation(String requestId, Outcome outcome, Timings timings) {

  /**
   * Returns the answer of a function that returned.
   *
   * @return the body
   * @throws IllegalStateException if the function failed instead, naming its error
   */
  public Body response() {
    if (outcome instanceof Outcome.Response response) {
      return response.body();
    }
    throw new IllegalStateException(
        "outcome of invocation " + requestId + ": " + outcome + " (expected: a response)");
  }
}
