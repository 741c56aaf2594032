package dev.hearth;

/** The kinds of failure, split by what a caller can do about them. */
public enum Problem {
  /** Send something else. */
  INVALID_INPUT(400, false),
  /** Retry later. */
  UNAVAILABLE(503, true),
  /** Retry later, or send less at once. */
  OVERLOADED(429, true),
  /** Retry with more time. */
  DEADLINE_EXCEEDED(504, true),
  /** Have a person change the function's configuration. */
  CONFIGURATION(500, false),
  /** Have a person publish the model again. */
  MODEL_BROKEN(500, false),
  /** Have a person read the log: nothing expected this. */
  INTERNAL(500, false);

  private final int httpStatus;
  private final boolean retryable;

  Problem(int httpStatus, boolean retryable) {
    this.httpStatus = httpStatus;
    this.retryable = retryable;
  }

  /**
   * Returns the HTTP status that stands for this kind of failure.
   *
   * @return the status code
   */
  public int httpStatus() {
    return httpStatus;
  }

  /**
   * Tells whether the same call may succeed later without anybody changing anything.
   *
   * @return whether a retry makes sense
   */
  public boolean retryable() {
    return retryable;
  }

  /**
   * Returns the kind of a failure.
   *
   * @param failure anything that was thrown
   * @return its kind; {@link #INTERNAL} for whatever Hearth did not throw on purpose
   */
  public static Problem of(Throwable failure) {
    return failure instanceof InferenceException known ? known.problem() : INTERNAL;
  }
}
