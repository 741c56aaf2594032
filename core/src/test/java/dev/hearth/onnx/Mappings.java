package dev.hearth.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What files this process has mapped. */
final class Mappings {

  private static final Path MAPS = Path.of("/proc/self/maps");

  private Mappings() {}

  /** Returns the mappings of files in a folder; none where the system does not tell. */
  static List<String> of(Path folder) throws IOException {
    if (!Files.isReadable(MAPS)) {
      return List.of();
    }
    return Files.readAllLines(MAPS).stream()
        .filter(line -> line.contains(folder.toString()))
        .toList();
  }
}
