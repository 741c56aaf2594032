package dev.hearth.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A machine in a folder. Confined to one thread at a time. */
final class Stage {

  static final String LAMBDA_NAME = "AWS_LAMBDA_FUNCTION_NAME";
  static final String LAMBDA_CONCURRENCY = "AWS_LAMBDA_MAX_CONCURRENCY";
  static final String LAMBDA_MEMORY = "AWS_LAMBDA_FUNCTION_MEMORY_SIZE";

  private final Path root;
  private final Map<String, String> env = new HashMap<>();
  private int processors = 8;

  Stage(Path root) {
    this.root = root;
  }

  Stage file(String path, String text) {
    try {
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Stage env(String name, String value) {
    env.put(name, value);
    return this;
  }

  Stage processors(int count) {
    processors = count;
    return this;
  }

  Surroundings surroundings() {
    return new Surroundings(root, env, processors);
  }
}
