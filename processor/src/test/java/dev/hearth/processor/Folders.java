package dev.hearth.processor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Folders for what tests compile, in the build's folder of temporary files. */
final class Folders {

  private Folders() {}

  static Path create(String name) {
    try {
      Path parent = Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir")));
      return Files.createTempDirectory(parent, "processor-" + name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
