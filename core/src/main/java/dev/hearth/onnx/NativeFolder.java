package dev.hearth.onnx;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the folder that ONNX Runtime's native libraries were unpacked to when packaging. */
final class NativeFolder {

  private static final String FOLDER = "natives";

  private NativeFolder() {}

  /**
   * Finds the folder.
   *
   * @param configured the folder a person named, taken as it is, or null
   * @param code the folder this code was loaded from, or null
   */
  static Optional<Path> find(@Nullable String configured, @Nullable Path code) {
    if (configured != null && !configured.isBlank()) {
      return Optional.of(Path.of(configured).toAbsolutePath());
    }
    if (code == null) {
      return Optional.empty();
    }
    Path beside = code.resolve(FOLDER);
    if (holdsRuntime(beside)) {
      return Optional.of(beside);
    }
    Path above = code.resolveSibling(FOLDER);
    return holdsRuntime(above) ? Optional.of(above) : Optional.empty();
  }

  /** Returns the folder this class was loaded from, that of its jar if it is in one. */
  static @Nullable Path codeFolder() {
    CodeSource source = NativeFolder.class.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      return null;
    }
    try {
      URI location = source.getLocation().toURI();
      Path path = Path.of(location).toAbsolutePath();
      return Files.isDirectory(path) ? path : path.getParent();
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      return null; // Code that did not come from a file has no folder beside it.
    }
  }

  private static boolean holdsRuntime(Path folder) {
    return Files.isRegularFile(folder.resolve(System.mapLibraryName("onnxruntime")));
  }
}
