package dev.hearth.testkit.lambda;

/**
 * The function reported that it cannot be initialised or restored, so no event will be answered.
 */
public final class FunctionInitException extends NoAnswerException {
  private static final long serialVersionUID = 1L;

  private final transient ErrorReport report;

  FunctionInitException(String phase, String what, ErrorReport report) {
    super(
        "%s of the function failed while waiting for %s: %s: %s (%s)"
            .formatted(phase, what, report.type(), report.message(), report.category()));
    this.report = report;
  }

  /**
   * Returns what the function reported.
   *
   * @return the report with its stack trace
   */
  public ErrorReport report() {
    return report;
  }
}
