package dev.hearth;

/**
 * Says that more calls wait than this process can answer in good time, so this one was turned away
 * at once.
 *
 * <p>Nothing of it was done; a retry may succeed, here or in another process.
 */
public final class OverloadedException extends InferenceException {

  private static final long serialVersionUID = 1;

  /**
   * Makes the exception.
   *
   * @param message name, offending value, what was expected, and one remedy
   */
  public OverloadedException(String message) {
    super(message, null);
  }

  @Override
  public Problem problem() {
    return Problem.OVERLOADED;
  }
}
