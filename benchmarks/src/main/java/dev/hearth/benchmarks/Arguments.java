package dev.hearth.benchmarks;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the command line asked for.
 *
 * @param name the benchmark, or null if none was named
 * @param quick whether few rounds are enough
 * @param json whether to print JSON instead of a table
 * @param help whether to explain the usage only
 * @param only the part that is to be run alone, or null
 * @param out a file for the figures, or null
 */
record Arguments(
    @Nullable String name,
    boolean quick,
    boolean json,
    boolean help,
    @Nullable String only,
    @Nullable Path out) {

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException if it cannot be understood; the message says why
   */
  static Arguments parse(String... args) {
    String name = null;
    boolean quick = false;
    boolean json = false;
    boolean help = false;
    String only = null;
    Path out = null;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--quick" -> quick = true;
        case "--json" -> json = true;
        case "--help" -> help = true;
        case "--only" -> only = valueAfter(i++, "a part's name", args);
        case "--out" -> out = Path.of(valueAfter(i++, "a file", args));
        default -> {
          if (args[i].startsWith("-")) {
            throw new IllegalArgumentException("no option '" + args[i] + "'");
          }
          if (name != null) {
            throw new IllegalArgumentException("two names: '" + name + "' and '" + args[i] + "'");
          }
          name = args[i];
        }
      }
    }
    return new Arguments(name, quick, json, help, only, out);
  }

  private static String valueAfter(int option, String expected, String... args) {
    if (option + 1 == args.length) {
      throw new IllegalArgumentException(args[option] + ": nothing (expected: " + expected + ")");
    }
    return args[option + 1];
  }
}
