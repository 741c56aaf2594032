package dev.hearth.cache;

import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.ModelBrokenException;
import dev.hearth.ModelRef;
import dev.hearth.ModelUnavailableException;
import dev.hearth.bundle.BundleFile;
import dev.hearth.bundle.BundleManifest;
import dev.hearth.spi.Alias;
import dev.hearth.spi.ModelDigest;
import dev.hearth.spi.ModelDownload;
import dev.hearth.spi.ModelStore;
import dev.hearth.spi.PublishProgress;
import dev.hearth.spi.PublishableBundle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps models in a folder: of a container image, of a shared file system such as EFS, or of a
 * developer's machine.
 *
 * <p>Safe for use by many threads and processes. A version appears all at once, with its digest,
 * and is never overwritten; an alias changes from one answer to the next. The folder is first
 * looked at when it is first asked. A file system that hangs is waited for, past any deadline.
 */
public final class FolderModelStore implements ModelStore {

  private static final int MAX_TEXT_BYTES = 4096;

  private final Path root;
  private volatile boolean closed;

  private FolderModelStore(Path root) {
    this.root = root;
  }

  /**
   * Returns the store of a folder.
   *
   * @param folder the folder, which need not exist before something is published
   * @return the store
   */
  public static FolderModelStore at(Path folder) {
    return new FolderModelStore(folder.toAbsolutePath().normalize());
  }

  /** Returns the folder's absolute path. */
  @Override
  public String location() {
    return root.toString();
  }

  @Override
  public Optional<byte[]> manifest(ModelRef ref, Deadline deadline) {
    Path manifest = root.resolve(ModelStore.filePath(ref, BundleManifest.FILE));
    begin(ref, deadline);
    try {
      return bytesOf(ref, manifest, BundleManifest.MAX_BYTES, "a manifest");
    } catch (IOException e) {
      throw unreadable(ref, manifest, e);
    }
  }

  @Override
  public ModelDownload open(ModelRef ref, Deadline deadline) {
    Path model = root.resolve(ModelStore.modelPath(ref));
    Path digest = root.resolve(ModelStore.digestPath(ref));
    begin(ref, deadline);
    try {
      Optional<ModelDigest> sums =
          textOf(ref, digest).map(text -> ModelDigest.parse(text, digest.toString()));
      return FolderDownload.open(ref, model, sums);
    } catch (NoSuchFileException e) {
      throw missing(ref, model, "a published version", "publish it or correct the name", e);
    } catch (IOException e) {
      throw unreadable(ref, model, e);
    }
  }

  @Override
  public ModelDownload open(ModelRef ref, BundleFile file, Deadline deadline) {
    Path path = root.resolve(ModelStore.filePath(ref, file.path()));
    begin(ref, deadline);
    try {
      return FolderDownload.open(ref, path, Optional.of(ModelDigest.of(file.digest())));
    } catch (NoSuchFileException e) {
      throw missing(ref, path, "a file of a published bundle", "publish the bundle again", e);
    } catch (IOException e) {
      throw unreadable(ref, path, e);
    }
  }

  @Override
  public Alias resolve(ModelRef alias, @Nullable String etag, Deadline deadline) {
    Path file = root.resolve(ModelStore.aliasPath(alias));
    begin(alias, deadline);
    Optional<String> text;
    try {
      text = textOf(alias, file);
    } catch (IOException e) {
      throw unreadable(alias, file, e);
    }
    if (text.isEmpty()) {
      throw missing(alias, file, "an alias", "point it at a version or name a version", null);
    }
    String version = Alias.parse(alias, text.get(), file.toString());
    String current = '"' + version + '"';
    return current.equals(etag) ? new Alias.Unchanged() : new Alias.Version(version, current);
  }

  /**
   * {@inheritDoc}
   *
   * <p>What a process wrote that died is left beside the version's files under a name that begins
   * with {@code .publishing-}; nobody reads it, and it may be deleted.
   */
  @Override
  public void publish(ModelRef ref, Path model, PublishProgress progress) {
    Path target = root.resolve(ModelStore.modelPath(ref));
    requireOpen();
    if (Files.isDirectory(model)) {
      PublishableBundle bundle = PublishableBundle.check(ref, model);
      new FolderBundlePublication(ref, root, bundle, progress).run();
    } else {
      new FolderPublication(ref, target, model, progress).run();
    }
  }

  @Override
  public void point(ModelRef alias, String version) {
    Path file = root.resolve(ModelStore.aliasPath(alias));
    String text = Alias.text(alias, version);
    requireOpen();
    FolderPublication.replace(alias, file, text);
  }

  /** Does nothing but refuse further calls; downloads under way go on. */
  @Override
  public void close() {
    closed = true;
  }

  /** Returns where the store is. */
  @Override
  public String toString() {
    return "FolderModelStore[" + root + "]";
  }

  private void begin(ModelRef ref, Deadline deadline) {
    requireOpen();
    deadline.check("reading model '" + ref + "' in " + root);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("store " + root + " is closed");
    }
  }

  private static Optional<String> textOf(ModelRef ref, Path file) throws IOException {
    return bytesOf(ref, file, MAX_TEXT_BYTES, "a few lines")
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private static Optional<byte[]> bytesOf(ModelRef ref, Path file, int max, String expected)
      throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(max + 1);
      if (bytes.length > max) {
        throw new ModelBrokenException(
            "model '"
                + ref
                + "': "
                + file
                + " is longer than "
                + max
                + " bytes (expected: "
                + expected
                + "); publish or point it again");
      }
      return Optional.of(bytes);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private ConfigurationException missing(
      ModelRef ref, Path file, String expected, String remedy, @Nullable IOException cause) {
    boolean rooted = Files.isDirectory(root);
    return new ConfigurationException(
        "model '"
            + ref
            + "': "
            + file
            + (rooted ? " does not exist" : " does not exist, nor does the folder " + root)
            + " (expected: "
            + expected
            + "); "
            + (rooted ? remedy : "correct the folder or publish to it"),
        cause);
  }

  static RuntimeException unreadable(ModelRef ref, Path file, IOException cause) {
    String what = "model '" + ref + "': " + file + " cannot be read: " + cause;
    if (cause instanceof AccessDeniedException) {
      return new ConfigurationException(
          what + " (expected: read permission); grant it to the user of this process", cause);
    }
    return new ModelUnavailableException(
        what + " (expected: a readable file); check the file system and retry", cause);
  }
}
