package dev.hearth.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Small trees of files, which others may change meanwhile. */
final class Trees {

  private Trees() {}

  /** Returns the length of all files below a folder, or of a file. */
  static long bytes(Path root) throws IOException {
    if (!Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
      try {
        return Files.isRegularFile(root) ? Files.size(root) : 0;
      } catch (NoSuchFileException e) {
        return 0; // Removed meanwhile.
      }
    }
    long bytes = 0;
    for (Path child : DiskFolder.children(root)) {
      bytes += bytes(child);
    }
    return bytes;
  }

  /** Removes a folder with all that is in it, or a file; nothing if it is not there. */
  static void delete(Path root) throws IOException {
    if (Files.isDirectory(root, LinkOption.NOFOLLOW_LINKS)) {
      for (Path child : DiskFolder.children(root)) {
        delete(child);
      }
    }
    Files.deleteIfExists(root);
  }
}
