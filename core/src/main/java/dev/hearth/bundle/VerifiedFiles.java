package dev.hearth.bundle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The large files that this process has compared with their checksums, as they were then. A model
 * that was evicted and comes back need not be read from end to end again.
 *
 * <p>A change is known by the file's inode and the time of its last change, whose grain is some
 * milliseconds; reading a file of {@value #MIN_BYTES} bytes and making a session of it takes
 * longer, and smaller ones are always read.
 */
final class VerifiedFiles {

  private static final long MIN_BYTES = 4L << 20;

  /** Enough for any process; forgotten together when there are more. */
  private static final int MAX_FILES = 1000;

  private static final Map<Path, String> KNOWN = new ConcurrentHashMap<>();

  private VerifiedFiles() {}

  /** Tells whether a file was found to have a checksum and not been written to since. */
  static boolean knows(Path file, FileStamp stamp, String crc32c) {
    return stamp.change() != null && text(stamp, crc32c).equals(KNOWN.get(file.toAbsolutePath()));
  }

  /** Takes note of a file that was found right, unless it was written to meanwhile. */
  static void learn(Path file, FileStamp before, String crc32c) throws IOException {
    if (before.change() == null || before.bytes() < MIN_BYTES) {
      return;
    }
    if (text(FileStamp.of(file), crc32c).equals(text(before, crc32c))) {
      if (KNOWN.size() >= MAX_FILES) {
        KNOWN.clear();
      }
      KNOWN.put(file.toAbsolutePath(), text(before, crc32c));
    }
  }

  private static String text(FileStamp stamp, String crc32c) {
    return stamp.bytes() + " " + stamp.change() + " " + crc32c;
  }
}
