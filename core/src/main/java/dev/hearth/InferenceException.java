package dev.hearth;

import org.jspecify.annotations.Nullable;

/**
 * The root of what Hearth throws on purpose. There is one subclass for each thing a caller can do
 * about a failure, and {@link #problem()} names it.
 */
public abstract sealed class InferenceException extends RuntimeException
    permits ConfigurationException,
        ModelUnavailableException,
        ModelBrokenException,
        InvalidInputException,
        DeadlineExceededException,
        OverloadedException {

  private static final long serialVersionUID = 1;

  /**
   * Makes the exception.
   *
   * @param message name, offending value, what was expected, and one remedy
   * @param cause what led to it, or null
   */
  InferenceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * Returns the kind of failure, by which adapters choose a status.
   *
   * @return the kind
   */
  public abstract Problem problem();
}
