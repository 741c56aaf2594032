package dev.hearth.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What this process can see of where it runs; tests stage other places in a folder. Immutable.
 *
 * @param root what paths like {@code proc/meminfo} are relative to
 * @param env the environment variables
 * @param processors how many processors the process may run on
 */
record Surroundings(Path root, Map<String, String> env, int processors) {

  private static final String LAMBDA_NAME = "AWS_LAMBDA_FUNCTION_NAME";
  private static final String LAMBDA_MEMORY = "AWS_LAMBDA_FUNCTION_MEMORY_SIZE";
  private static final String LAMBDA_CONCURRENCY = "AWS_LAMBDA_MAX_CONCURRENCY";

  static Surroundings here() {
    return new Surroundings(
        Path.of("/"), System.getenv(), Runtime.getRuntime().availableProcessors());
  }

  /** Returns what a file holds, or empty where there is none or it may not be read. */
  Optional<String> text(String path) {
    return text(root.resolve(path));
  }

  static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (IOException | SecurityException e) {
      return Optional.empty();
    }
  }

  /** Tells whether this is a Lambda function. */
  boolean isLambda() {
    return env.containsKey(LAMBDA_NAME);
  }

  /** Returns the memory of the Lambda function in mebibytes, or empty where this is none. */
  OptionalLong lambdaMebibytes() {
    return positive(LAMBDA_MEMORY);
  }

  /** Returns how many calls Lambda sends at once, or empty where it sends one or this is none. */
  OptionalLong lambdaConcurrency() {
    return positive(LAMBDA_CONCURRENCY);
  }

  private OptionalLong positive(String name) {
    String value = env.get(name);
    OptionalLong number = value == null ? OptionalLong.empty() : number(value);
    return number.isPresent() && number.getAsLong() > 0 ? number : OptionalLong.empty();
  }

  /** Reads a whole number; gives empty for all else, such as {@code max}. */
  static OptionalLong number(String text) {
    try {
      return OptionalLong.of(Long.parseLong(text.strip()));
    } catch (NumberFormatException e) {
      return OptionalLong.empty();
    }
  }
}
