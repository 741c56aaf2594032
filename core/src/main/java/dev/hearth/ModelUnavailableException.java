package dev.hearth;

import org.jspecify.annotations.Nullable;

/**
 * Says that a model cannot be had now: its store does not answer, answers that it is busy, or
 * stopped in the middle.
 *
 * <p>The failure is not remembered; a retry may succeed.
 */
public final class ModelUnavailableException extends InferenceException {

  private static final long serialVersionUID = 1;

  /**
   * Makes the exception.
   *
   * @param message name, offending value, what was expected, and one remedy
   */
  public ModelUnavailableException(String message) {
    this(message, null);
  }

  /**
   * Makes the exception.
   *
   * @param message name, offending value, what was expected, and one remedy
   * @param cause what led to it, or null
   */
  public ModelUnavailableException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public Problem problem() {
    return Problem.UNAVAILABLE;
  }
}
