package dev.hearth.benchmarks;

import java.io.PrintStream;

/**
 * How a benchmark is to run.
 *
 * @param quick whether few rounds are enough, to see that it works
 * @param progress where lines about progress go
 */
public record Settings(boolean quick, PrintStream progress) {

  /**
   * Chooses a number of rounds.
   *
   * @param full the number for figures that may be quoted
   * @return {@code full}, or at most three when quick
   */
  public int rounds(int full) {
    return quick ? Math.min(full, 3) : full;
  }

  /**
   * Tells of progress.
   *
   * @param format a format as of {@link String#format}
   * @param arguments its arguments
   */
  public void say(String format, Object... arguments) {
    progress.printf(format + "%n", arguments);
  }
}
