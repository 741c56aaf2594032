package dev.hearth;

import org.jspecify.annotations.Nullable;

/**
 * Says that a model's bytes or signature are not what they should be.
 *
 * <p>Retrying does not help until the model is published again or the function expects something
 * else.
 */
public final class ModelBrokenException extends InferenceException {

  private static final long serialVersionUID = 1;

  /**
   * Makes the exception.
   *
   * @param message name, offending value, what was expected, and one remedy
   */
  public ModelBrokenException(String message) {
    this(message, null);
  }

  /**
   * Makes the exception.
   *
   * @param message name, offending value, what was expected, and one remedy
   * @param cause what led to it, or null
   */
  public ModelBrokenException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public Problem problem() {
    return Problem.MODEL_BROKEN;
  }
}
