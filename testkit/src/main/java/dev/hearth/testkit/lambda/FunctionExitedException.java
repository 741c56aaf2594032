package dev.hearth.testkit.lambda;

/** The function's process ended before it did what was waited for. */
public final class FunctionExitedException extends NoAnswerException {
  private static final long serialVersionUID = 1L;

  private final transient Exit exit;

  FunctionExitedException(String what, Exit exit) {
    super("%s before %s; %s".formatted(exit.describe(), what, exit.lastLines()));
    this.exit = exit;
  }

  /**
   * Returns how the process ended.
   *
   * @return exit code and last lines
   */
  public Exit exit() {
    return exit;
  }
}
