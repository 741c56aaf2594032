package dev.hearth.cache;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The files of a disk layer's folder as somebody else sees them, by path, with their lengths. */
record FolderView(Map<String, Long> files) {

  static FolderView of(Path folder) {
    Map<String, Long> files = new TreeMap<>();
    FileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.put(folder.relativize(file).toString().replace('\\', '/'), attributes.size());
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // It went away meanwhile.
          }
        };
    try {
      if (Files.isDirectory(folder)) {
        Files.walkFileTree(folder, visitor);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new FolderView(files);
  }

  /** Looks while nobody else makes or names files there, so that none is seen twice. */
  static FolderView ofLocked(Path folder) throws IOException {
    while (true) {
      Optional<FolderLock> lock = FolderLock.tryTake(folder.resolve(".lock"));
      if (lock.isPresent()) {
        try {
          return of(folder);
        } finally {
          lock.get().close();
        }
      }
      Thread.onSpinWait();
    }
  }

  /** Returns the files under a folder that this process has open, as far as the system tells. */
  static List<Path> openFiles(Path folder) throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    List<Path> open = new ArrayList<>();
    if (Files.isDirectory(descriptors)) {
      for (Path descriptor : DiskFolder.children(descriptors)) {
        try {
          open.add(Files.readSymbolicLink(descriptor));
        } catch (NoSuchFileException e) {
          // Closed meanwhile.
        }
      }
    }
    open.removeIf(file -> !file.startsWith(folder));
    return open;
  }

  /** Returns what all files take together. */
  long bytes() {
    return files.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Returns parts, their locks and temporary files. */
  List<String> unfinished() {
    return files.keySet().stream().filter(file -> file.startsWith(".parts/")).toList();
  }

  List<String> models() {
    return files.keySet().stream()
        .filter(file -> file.endsWith("/model.onnx") && !file.startsWith("."))
        .toList();
  }
}
