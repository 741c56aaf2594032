package dev.hearth.platform;

/**
 * How many calls the platform may send to this process at the same time. Immutable.
 *
 * @param most the number, at least 1; {@link Integer#MAX_VALUE} where the platform names none
 */
public record CallConcurrency(int most) {

  /** Makes a number of calls. */
  public CallConcurrency {
    if (most < 1) {
      throw new IllegalArgumentException("most: " + most + " (expected: 1 or more)");
    }
  }

  /**
   * Returns what holds for this process: on Lambda the number in {@code AWS_LAMBDA_MAX_CONCURRENCY}
   * and one call without it; elsewhere any number, for other platforms do not tell the process.
   *
   * @return how many calls may come at once
   */
  public static CallConcurrency current() {
    return Current.CALLS;
  }

  /**
   * Tells whether calls may overlap.
   *
   * @return whether more than one may come at once
   */
  public boolean overlaps() {
    return most > 1;
  }

  static CallConcurrency in(Surroundings here) {
    return here.isLambda()
        ? new CallConcurrency((int) Math.min(here.lambdaConcurrency().orElse(1), Integer.MAX_VALUE))
        : new CallConcurrency(Integer.MAX_VALUE);
  }

  private static final class Current {
    static final CallConcurrency CALLS = in(Surroundings.here());
  }
}
