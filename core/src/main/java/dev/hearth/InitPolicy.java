package dev.hearth;

import java.util.Locale;

/** When a function loads its models. */
public enum InitPolicy {
  /**
   * In the init phase, which waits for it: right where the phase is not part of a caller's wait, as
   * with provisioned concurrency, snapshots and start-up probes.
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

  /**
   * Reads the policy from a function's environment.
   *
   * @param environment the function's environment
   * @param fallback what holds if {@value #VARIABLE} is not set
   * @return the policy
   * @throws ConfigurationException if the variable names no policy
   */
  public static InitPolicy of(Environment environment, InitPolicy fallback) {
    String named = environment.text(VARIABLE, "");
    return switch (named.toLowerCase(Locale.ROOT)) {
      case "" -> fallback;
      case "eager" -> EAGER;
      case "background" -> BACKGROUND;
      case "lazy" -> LAZY;
      default ->
          throw new ConfigurationException(
              VARIABLE
                  + ": '"
                  + named
                  + "' (expected: eager, background or lazy); set one of them");
    };
  }
}
