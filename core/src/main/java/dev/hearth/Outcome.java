package dev.hearth;

/**
 * What became of one item of a call: a closed set, so a caller switches instead of catching.
 * Immutable.
 *
 * @param <T> the result
 */
public sealed interface Outcome<T> {

  /**
   * Returns the result.
   *
   * @return the result of a success
   * @throws RuntimeException what the item failed by, as it is
   */
  T orThrow();

  /**
   * The item was answered.
   *
   * @param value the result
   * @param <T> the result
   */
  record Success<T>(T value) implements Outcome<T> {

    @Override
    public T orThrow() {
      return value;
    }
  }

  /**
   * The item could not be answered; others of the same call may have been.
   *
   * @param cause what went wrong
   * @param <T> the result
   */
  record Failure<T>(Throwable cause) implements Outcome<T> {

    @Override
    public T orThrow() {
      throw Failures.sneak(cause);
    }

    /**
     * Returns what a caller can do about it.
     *
     * @return the kind of failure
     */
    public Problem problem() {
      return Problem.of(cause);
    }

    /**
     * Returns what whoever sent the item may read.
     *
     * @return the message; of a failure that nobody expected, only that there was one
     */
    public String message() {
      return problem() == Problem.INTERNAL
          ? "internal error; see the log"
          : String.valueOf(cause.getMessage());
    }

    /** The same failure in the place of another result. */
    <R> Failure<R> cast() {
      return new Failure<>(cause);
    }
  }

  /**
   * Returns an outcome that is a success.
   *
   * @param value the result
   * @param <T> the result
   * @return the outcome
   */
  static <T> Outcome<T> success(T value) {
    return new Success<>(value);
  }

  /**
   * Returns an outcome that is a failure.
   *
   * @param cause what went wrong
   * @param <T> the result
   * @return the outcome
   */
  static <T> Outcome<T> failure(Throwable cause) {
    return new Failure<>(cause);
  }
}
