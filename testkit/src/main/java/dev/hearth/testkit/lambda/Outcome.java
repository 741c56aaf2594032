package dev.hearth.testkit.lambda;

/** How a function answered one event. Immutable. */
public sealed interface Outcome {

  /**
   * The function returned.
   *
   * @param body what it returned
   * @param contentType the content type it sent, empty when it sent none
   */
  record Response(Body body, String contentType) implements Outcome {}

  /**
   * The function threw, and its runtime lives on.
   *
   * @param report what the runtime reported
   */
  record FunctionError(ErrorReport report) implements Outcome {

    /**
     * Returns the class name of what was thrown.
     *
     * @return the error's type
     */
    public String type() {
      return report.type();
    }

    /**
     * Returns the message of what was thrown.
     *
     * @return the message, empty when there is none
     */
    public String message() {
      return report.message();
    }

    /**
     * Returns the report as sent.
     *
     * @return JSON with type, message and stack trace
     */
    public Body body() {
      return report.body();
    }
  }
}
