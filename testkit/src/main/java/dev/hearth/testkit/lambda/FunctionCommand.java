package dev.hearth.testkit.lambda;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What to start, where and with which environment. Nothing else is inherited. */
record FunctionCommand(List<String> words, Map<String, String> environment, Path directory) {

  FunctionCommand {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }

  Process start() {
    ProcessBuilder builder = new ProcessBuilder(words).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "command: " + words.get(0) + " could not be started in " + directory, e);
    }
  }
}
