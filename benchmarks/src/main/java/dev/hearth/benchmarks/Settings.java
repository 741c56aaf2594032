package dev.hearth.benchmarks;

import java.io.PrintStream;
import java.util.Optional;

/**
 * How a benchmark is to run.
 *
 * @param quick whether few rounds are enough, to see that it works
 * @param only the one of {@link Benchmark#parts} that is wanted; empty for all
 * @param progress where lines about progress go
 */
public record Settings(boolean quick, Optional<String> only, PrintStream progress) {

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
   * Tells whether a part is to be run.
   *
   * @param part its name
   * @return whether that one is wanted, or all are
   */
  public boolean wants(String part) {
    return only.map(part::equals).orElse(true);
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
