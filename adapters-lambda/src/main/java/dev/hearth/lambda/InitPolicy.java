package dev.hearth.lambda;

import java.util.Locale;
import java.util.Map;

/** When a function loads its model. */
public enum InitPolicy {
  /**
   * In the init phase, which waits for it: right where the phase is not part of a caller's wait, as
   * with provisioned concurrency and snapshots.
   */
  EAGER,
  /**
   * Beginning in the init phase, which does not wait: the first call finds the load under way.
   * Right for functions that start on demand.
   */
  BACKGROUND,
  /** With the first call. */
  LAZY;

  /** The environment variable that overrides what the code says: {@value}. */
  public static final String VARIABLE = "HEARTH_INIT";

  private static final String TYPE = "AWS_LAMBDA_INITIALIZATION_TYPE";

  /**
   * Reads the policy from a function's environment: what {@value #VARIABLE} says, else {@link
   * #BACKGROUND} for a start on demand and {@link #EAGER} for any other.
   *
   * @param environment the function's environment
   * @return the policy
   * @throws IllegalArgumentException if the variable names no policy
   */
  public static InitPolicy of(Map<String, String> environment) {
    String named = environment.getOrDefault(VARIABLE, "");
    if (named.isBlank()) {
      String type = environment.getOrDefault(TYPE, "on-demand");
      return type.equals("on-demand") ? BACKGROUND : EAGER;
    }
    return switch (named.strip().toLowerCase(Locale.ROOT)) {
      case "eager" -> EAGER;
      case "background" -> BACKGROUND;
      case "lazy" -> LAZY;
      default ->
          throw new IllegalArgumentException(
              VARIABLE + ": '" + named + "' (expected: eager, background or lazy)");
    };
  }
}
