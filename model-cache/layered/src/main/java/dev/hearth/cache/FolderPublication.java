package dev.hearth.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import dev.hearth.ConfigurationException;
import dev.hearth.ModelRef;
import dev.hearth.ModelUnavailableException;
import dev.hearth.spi.ModelDigest;
import dev.hearth.spi.ModelStore;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts one version into a folder. It is prepared in a folder of its own, whose name no model or
 * version can have, and then moved to its place: a system's move never replaces a folder that holds
 * something.
 */
final class FolderPublication {

  private static final String STAGING_PREFIX = ".publishing-";

  private final ModelRef ref;
  private final Path model;
  private final Path version;
  private final Path file;

  FolderPublication(ModelRef ref, Path model, Path file) {
    this.ref = ref;
    this.model = model;
    this.version = parent(model);
    this.file = file;
  }

  void run() {
    if (!Files.isReadable(file) || !Files.isRegularFile(file)) {
      throw new ConfigurationException(
          "model '"
              + ref
              + "' has no file: "
              + file
              + " (expected: a readable file); correct the path");
    }
    if (Files.exists(model)) {
      throw alreadyThere(null);
    }
    try {
      stageAndMove();
    } catch (IOException e) {
      throw unwritable(ref, model, e);
    }
  }

  /** Replaces a small file: who reads it sees the former text or the new one. */
  static void replace(ModelRef ref, Path target, String text) {
    try {
      Path folder = Files.createDirectories(parent(target));
      Path staged = staging(folder);
      try {
        Files.writeString(staged, text, UTF_8);
        Files.move(staged, target, ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(staged);
      }
    } catch (IOException e) {
      throw unwritable(ref, target, e);
    }
  }

  private void stageAndMove() throws IOException {
    Path folder = Files.createDirectories(parent(version));
    Path staging = Files.createDirectory(staging(folder));
    Path stagedModel = staging.resolve(ModelStore.MODEL_FILE);
    Path stagedDigest = staging.resolve(ModelStore.DIGEST_FILE);
    try {
      Files.copy(file, stagedModel);
      String digest = ModelDigest.of(stagedModel).text();
      Files.writeString(stagedDigest, digest, UTF_8);
      try {
        Files.move(staging, version, ATOMIC_MOVE);
      } catch (IOException e) {
        if (!Files.isDirectory(version)) {
          throw e;
        }
        joinFolder(stagedModel, digest, e);
      }
    } finally {
      Files.deleteIfExists(stagedModel);
      Files.deleteIfExists(stagedDigest);
      Files.deleteIfExists(staging);
    }
  }

  /** Goes on where the same bytes were half published, for example copied from a bucket. */
  private void joinFolder(Path stagedModel, String digest, IOException cause) throws IOException {
    Path theirs = version.resolve(ModelStore.DIGEST_FILE);
    if (Files.exists(model) || !Files.exists(theirs)) {
      throw alreadyThere(cause);
    }
    if (!Files.readString(theirs, UTF_8).equals(digest)) {
      throw new ConfigurationException(
          "model '"
              + ref
              + "': "
              + theirs
              + " is there for other bytes than those of "
              + file
              + " (expected: a version that is new); publish under another version, or delete it if"
              + " its publication died",
          cause);
    }
    try {
      Files.createLink(model, stagedModel);
    } catch (FileAlreadyExistsException e) {
      throw alreadyThere(e);
    }
  }

  private ConfigurationException alreadyThere(@Nullable IOException cause) {
    return new ConfigurationException(
        "model '"
            + ref
            + "': "
            + model
            + " is already there (expected: a version that is new); publish under another version",
        cause);
  }

  private static RuntimeException unwritable(ModelRef ref, Path target, IOException cause) {
    String what = "model '" + ref + "': " + target + " cannot be written: " + cause;
    if (cause instanceof AccessDeniedException) {
      return new ConfigurationException(
          what + " (expected: write permission); grant it to the user of this process", cause);
    }
    return new ModelUnavailableException(
        what + " (expected: room and a writable folder); check the file system and retry", cause);
  }

  /** Names a new file or folder; Java's temporary ones could be read by this user only. */
  private static Path staging(Path folder) {
    return folder.resolve(STAGING_PREFIX + UUID.randomUUID());
  }

  private static Path parent(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("path: " + path + " (expected: in a folder)");
    }
    return parent;
  }
}
