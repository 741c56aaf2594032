package dev.hearth.testkit.lambda;

/**
 * The function under test did not do what was waited for: it exited, could not be initialised or
 * took too long. The subclasses tell these apart; the plain type means that the server was closed
 * or the waiting thread interrupted.
 */
public class NoAnswerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoAnswerException(String message) {
    super(message);
  }
}
