package dev.hearth.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A model on its way into the disk layer, under a temporary name until it is whole.
 *
 * <p>Next to each part lies a lock file that its writer holds, so that parts whose writer died are
 * known and removed by whoever comes next.
 */
final class PartFile implements AutoCloseable {

  /** How the names of folders end that belong to a part and are removed with it. */
  static final String STAGING = ".staging";

  private static final String PART = ".part";
  private static final String LOCK = ".lock";

  /** A dot, a UUID and {@link #PART}. */
  private static final int SUFFIX_LENGTH = 1 + 36 + PART.length();

  private final Path file;
  private final FolderLock lock;
  private final FileChannel channel;
  private boolean done;

  private PartFile(Path file, FolderLock lock, FileChannel channel) {
    this.file = file;
    this.lock = lock;
    this.channel = channel;
  }

  /** Makes an empty part that counts as long as it will become. */
  static PartFile create(Path folder, String name, long bytes) throws IOException {
    DiskFolder.make(folder);
    Path file = folder.resolve(name + "." + UUID.randomUUID() + PART);
    FolderLock lock =
        FolderLock.tryTake(lockOf(file))
            .orElseThrow(() -> new FileSystemException(file.toString(), null, "in use"));
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      PartFile part = new PartFile(file, lock, channel);
      part.reserve(bytes);
      return part;
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(file);
      Files.deleteIfExists(lockOf(file));
      lock.close();
      throw e;
    }
  }

  /** Returns the parts in a folder, living or not. */
  static List<Path> list(Path folder) throws IOException {
    return DiskFolder.children(folder).stream()
        .filter(path -> path.toString().endsWith(PART))
        .toList();
  }

  /** Returns the part that somebody is writing now under a name, if any. */
  static Optional<Path> living(Path folder, String name) throws IOException {
    for (Path part : list(folder)) {
      if (nameOf(part).equals(name) && !isOrphan(part)) {
        return Optional.of(part);
      }
    }
    return Optional.empty();
  }

  /** Tells whether a part's writer is gone. */
  static boolean isOrphan(Path part) throws IOException {
    // A writer takes the lock before it makes the part and removes it after the part is gone.
    return !FolderLock.isHeld(lockOf(part));
  }

  /**
   * Removes what writers that are gone left behind. To be called under the folder's lock, for a
   * writer that is just beginning has a lock file and no part.
   *
   * @return the parts that were removed
   */
  static List<Path> removeOrphans(Path folder) throws IOException {
    List<Path> removed = new ArrayList<>();
    for (Path part : list(folder)) {
      if (isOrphan(part) && Files.deleteIfExists(part)) {
        removed.add(part);
      }
    }
    for (Path lock : DiskFolder.children(folder)) {
      if (lock.toString().endsWith(PART + LOCK) && !FolderLock.isHeld(lock)) {
        Files.deleteIfExists(lock);
      }
    }
    return removed;
  }

  /** Tells whether a staging folder belongs to a part that is gone. */
  static boolean isOrphanedStaging(Path staging) throws IOException {
    String name = staging.getFileName().toString();
    Path part = staging.resolveSibling(name.substring(0, name.length() - STAGING.length()));
    return isOrphan(part);
  }

  /** Returns a folder beside the part, not made yet, for as long as the part is there. */
  Path staging() {
    return file.resolveSibling(file.getFileName() + STAGING);
  }

  void write(byte[] chunk, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(chunk, 0, length);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  /** Gives the part its final name, in one step; replaces what is there. */
  void moveTo(Path target) throws IOException {
    channel.close();
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    done = true;
  }

  /** Removes the part unless it got its final name. */
  @Override
  public void close() throws IOException {
    try {
      channel.close();
      Trees.delete(staging());
      if (!done) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(lockOf(file));
    } finally {
      lock.close();
    }
  }

  @Override
  public String toString() {
    return file.toString();
  }

  private void reserve(long bytes) throws IOException {
    if (bytes > 0) {
      channel.write(ByteBuffer.allocate(1), bytes - 1);
      channel.position(0);
    }
  }

  private static String nameOf(Path part) {
    String name = part.getFileName().toString();
    return name.substring(0, Math.max(0, name.length() - SUFFIX_LENGTH));
  }

  private static Path lockOf(Path part) {
    return part.resolveSibling(part.getFileName() + LOCK);
  }
}
