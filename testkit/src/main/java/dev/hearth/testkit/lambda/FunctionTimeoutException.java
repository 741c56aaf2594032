package dev.hearth.testkit.lambda;

/** A wait for the function ran out of its limit. The function may still be running. */
public final class FunctionTimeoutException extends NoAnswerException {
  private static final long serialVersionUID = 1L;

  FunctionTimeoutException(String message) {
    super(message);
  }
}
