package dev.hearth.bundle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * By what a file system shows that a file was written to. Immutable.
 *
 * @param bytes the file's length
 * @param change when and where it was last changed; a program cannot set this time. Null where the
 *     file system does not say
 */
record FileStamp(long bytes, @Nullable String change) {

  static FileStamp of(Path file) throws IOException {
    if (!file.getFileSystem().supportedFileAttributeViews().contains("unix")) {
      return new FileStamp(Files.size(file), null);
    }
    Map<String, Object> unix = Files.readAttributes(file, "unix:size,ctime,dev,ino");
    return new FileStamp(
        (Long) unix.getOrDefault("size", 0L),
        unix.get("ctime") + " " + unix.get("dev") + " " + unix.get("ino"));
  }
}
