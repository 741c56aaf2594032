package dev.hearth;

import org.jspecify.annotations.Nullable;

/**
 * Says that the caller sent something the function cannot take.
 *
 * <p>The message tells the caller what to send instead; it never repeats a payload at length.
 */
public final class InvalidInputException extends InferenceException {

  private static final long serialVersionUID = 1;

  /**
   * Makes the exception.
   *
   * @param message name, offending value, what was expected, and one remedy
   */
  public InvalidInputException(String message) {
    this(message, null);
  }

  /**
   * Makes the exception.
   *
   * @param message name, offending value, what was expected, and one remedy
   * @param cause what led to it, or null
   */
  public InvalidInputException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public Problem problem() {
    return Problem.INVALID_INPUT;
  }
}
