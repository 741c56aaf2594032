package dev.hearth;

import org.jspecify.annotations.Nullable;

/**
 * Says that the time given to a call was used up.
 *
 * <p>What was under way goes on or is given up as the failing method's contract tells.
 */
public final class DeadlineExceededException extends InferenceException {

  private static final long serialVersionUID = 1;

  /**
   * Makes the exception.
   *
   * @param message name, offending value, what was expected, and one remedy
   */
  public DeadlineExceededException(String message) {
    this(message, null);
  }

  /**
   * Makes the exception.
   *
   * @param message name, offending value, what was expected, and one remedy
   * @param cause what led to it, or null
   */
  public DeadlineExceededException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public Problem problem() {
    return Problem.DEADLINE_EXCEEDED;
  }
}
