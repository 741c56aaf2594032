package dev.hearth;

import org.jspecify.annotations.Nullable;

/**
 * Says that what the function was told does not fit the world: an unknown model, a missing bucket,
 * a refused credential, a platform that cannot load the runtime.
 *
 * <p>Retrying does not help until a person changes the configuration named in the message.
 */
public final class ConfigurationException extends InferenceException {

  private static final long serialVersionUID = 1;

  /**
   * Makes the exception.
   *
   * @param message name, offending value, what was expected, and one remedy
   */
  public ConfigurationException(String message) {
    this(message, null);
  }

  /**
   * Makes the exception.
   *
   * @param message name, offending value, what was expected, and one remedy
   * @param cause what led to it, or null
   */
  public ConfigurationException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  @Override
  public Problem problem() {
    return Problem.CONFIGURATION;
  }
}
