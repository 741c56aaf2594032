package dev.hearth.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import dev.hearth.ConfigurationException;
import dev.hearth.ModelRef;
import dev.hearth.ModelUnavailableException;
import dev.hearth.bundle.BundleManifest;
import dev.hearth.spi.ModelDigest;
import dev.hearth.spi.ModelStore;
import dev.hearth.spi.PublishProgress;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
  private final PublishProgress progress;

  FolderPublication(ModelRef ref, Path model, Path file, PublishProgress progress) {
    this.ref = ref;
    this.model = model;
    this.version = parent(model);
    this.file = file;
    this.progress = progress;
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
    requireNew(ref, version);
    try {
      long bytes = Files.size(file);
      progress.stored(0, bytes);
      stageAndMove();
      progress.stored(bytes, bytes);
    } catch (IOException e) {
      throw unwritable(ref, model, e);
    }
  }

  /** Makes sure that a version's folder holds neither a plain model nor a bundle. */
  static void requireNew(ModelRef ref, Path version) {
    for (String name : List.of(ModelStore.MODEL_FILE, BundleManifest.FILE)) {
      if (Files.exists(version.resolve(name))) {
        throw alreadyThere(ref, version.resolve(name), null);
      }
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
    requireNew(ref, version);
    if (!Files.exists(theirs)) {
      throw new ConfigurationException(
          "model '"
              + ref
              + "': "
              + version
              + " is there and holds something else (expected: a version that is new); publish under"
              + " another version, or delete it if its publication died",
          cause);
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
      throw alreadyThere(ref, model, e);
    }
  }

  static ConfigurationException alreadyThere(ModelRef ref, Path what, @Nullable IOException cause) {
    return new ConfigurationException(
        "model '"
            + ref
            + "': "
            + what
            + " is already there (expected: a version that is new); publish under another version",
        cause);
  }

  static RuntimeException unwritable(ModelRef ref, Path target, IOException cause) {
    String what = "model '" + ref + "': " + target + " cannot be written: " + cause;
    if (cause instanceof AccessDeniedException) {
      return new ConfigurationException(
          what + " (expected: write permission); grant it to the user of this process", cause);
    }
    return new ModelUnavailableException(
        what + " (expected: room and a writable folder); check the file system and retry", cause);
  }

  /** Names a new file or folder; Java's temporary ones could be read by this user only. */
  static Path staging(Path folder) {
    return folder.resolve(STAGING_PREFIX + UUID.randomUUID());
  }

  static Path parent(Path path) {
    Path parent = path.getParent();
    if (parent == null) {
      throw new IllegalArgumentException("path: " + path + " (expected: in a folder)");
    }
    return parent;
  }
}
