package dev.hearth.cache;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A lock between processes, and between the caches of one process, on a file of its own.
 *
 * <p>The operating system frees it when its process dies, however it dies. It also frees it when
 * the process closes any other handle on the same file, so each lock file is opened by one holder
 * at a time and never for anything else; {@link #HELD} sees to that.
 */
final class FolderLock implements AutoCloseable {

  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock if it is free. Does not block.
   *
   * @param file the lock's file, made if it is not there
   * @return the lock, or empty if somebody holds it
   */
  static Optional<FolderLock> tryTake(Path file) throws IOException {
    DiskFolder.make(file.resolveSibling(""));
    return tryTake(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
  }

  /** Tells whether somebody, in this process or another, holds the lock on a file, if it exists. */
  static boolean isHeld(Path file) throws IOException {
    try {
      Optional<FolderLock> lock = tryTake(file, Set.of(StandardOpenOption.WRITE));
      lock.ifPresent(FolderLock::close);
      return lock.isEmpty();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static Optional<FolderLock> tryTake(Path file, Set<StandardOpenOption> options)
      throws IOException {
    // By its real path, for two caches may know one folder by different names.
    Path key = file.resolveSibling("").toRealPath().resolve(file.getFileName());
    if (!HELD.add(key)) {
      return Optional.empty();
    }
    FileChannel channel = null;
    boolean taken = false;
    try {
      channel = FileChannel.open(key, options);
      FileLock lock = channel.tryLock();
      taken = lock != null;
      return taken ? Optional.of(new FolderLock(key, channel)) : Optional.empty();
    } finally {
      if (!taken) {
        closeAndForget(key, channel);
      }
    }
  }

  @Override
  public void close() {
    closeAndForget(file, channel);
  }

  private static void closeAndForget(Path key, @Nullable FileChannel channel) {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      LoggerFactory.getLogger(FolderLock.class)
          .warn("lock file {}: did not close: {}", key, e.toString());
    } finally {
      HELD.remove(key);
    }
  }
}
