package dev.hearth.testkit.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.ModelBrokenException;
import dev.hearth.ModelRef;
import dev.hearth.bundle.BundleFile;
import dev.hearth.bundle.BundleManifest;
import dev.hearth.spi.Alias;
import dev.hearth.spi.ModelDigest;
import dev.hearth.spi.ModelDownload;
import dev.hearth.spi.ModelStore;
import dev.hearth.spi.PublishProgress;
import dev.hearth.spi.PublishableBundle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps models on the heap: the store for tests that are about something else. Safe for use by many
 * threads.
 */
public final class InMemoryStore implements ModelStore {

  private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
  private final Object publishing = new Object();
  private volatile boolean closed;

  /** Makes an empty store. */
  public InMemoryStore() {}

  /**
   * Puts bytes under a path, past all checks.
   *
   * @param path the path in the store's layout, for example {@code minilm/3/model.onnx}
   * @param bytes the bytes, copied
   * @return this store
   */
  public InMemoryStore put(String path, byte[] bytes) {
    objects.put(path, bytes.clone());
    return this;
  }

  /**
   * Publishes a version with its digest.
   *
   * @param ref the version
   * @param bytes the model, copied
   * @return this store
   */
  public InMemoryStore publish(ModelRef ref, byte[] bytes) {
    store(ref, bytes.clone());
    return this;
  }

  /**
   * Removes what is kept under a path, if anything is.
   *
   * @param path the path in the store's layout
   * @return this store
   */
  public InMemoryStore delete(String path) {
    objects.remove(path);
    return this;
  }

  @Override
  public String location() {
    return "memory://" + Integer.toHexString(System.identityHashCode(this));
  }

  @Override
  public Optional<byte[]> manifest(ModelRef ref, Deadline deadline) {
    String path = ModelStore.filePath(ref, BundleManifest.FILE);
    begin("reading the manifest of", ref, deadline);
    Optional<byte[]> manifest = Optional.ofNullable(objects.get(path)).map(byte[]::clone);
    if (manifest.isPresent() && manifest.get().length > BundleManifest.MAX_BYTES) {
      throw new ModelBrokenException(
          "model '"
              + ref
              + "': "
              + location()
              + "/"
              + path
              + " is longer than "
              + BundleManifest.MAX_BYTES
              + " bytes (expected: a manifest); publish the bundle again");
    }
    return manifest;
  }

  @Override
  public ModelDownload open(ModelRef ref, Deadline deadline) {
    String path = ModelStore.modelPath(ref);
    begin("opening", ref, deadline);
    byte[] model = published(ref, path);
    String digestPath = ModelStore.digestPath(ref);
    Optional<ModelDigest> digest =
        Optional.ofNullable(objects.get(digestPath))
            .map(text -> ModelDigest.parse(utf8(text), location() + "/" + digestPath));
    return new BytesDownload(model, digest, ref + " of " + location());
  }

  @Override
  public ModelDownload open(ModelRef ref, BundleFile file, Deadline deadline) {
    String path = ModelStore.filePath(ref, file.path());
    begin("opening " + file.path() + " of", ref, deadline);
    return new BytesDownload(
        published(ref, path),
        Optional.of(ModelDigest.of(file.digest())),
        file.path() + " of " + ref + " of " + location());
  }

  @Override
  public Alias resolve(ModelRef alias, @Nullable String etag, Deadline deadline) {
    String path = ModelStore.aliasPath(alias);
    begin("resolving", alias, deadline);
    byte[] text = objects.get(path);
    if (text == null) {
      throw new ConfigurationException(
          "model '"
              + alias
              + "': "
              + location()
              + " has no "
              + path
              + " (expected: an alias); point it at a version or name a version");
    }
    String version = Alias.parse(alias, utf8(text), location() + "/" + path);
    String current = '"' + version + '"';
    return current.equals(etag) ? new Alias.Unchanged() : new Alias.Version(version, current);
  }

  @Override
  public void publish(ModelRef ref, Path model, PublishProgress progress) {
    String path = ModelStore.modelPath(ref);
    requireOpen();
    try {
      if (Files.isDirectory(model)) {
        store(ref, PublishableBundle.check(ref, model), progress);
      } else {
        byte[] bytes = Files.readAllBytes(model);
        progress.stored(0, bytes.length);
        store(ref, bytes);
        progress.stored(bytes.length, bytes.length);
      }
    } catch (IOException e) {
      throw new ConfigurationException(
          "file " + model + " for " + path + ": " + e + " (expected: readable); correct the path",
          e);
    }
  }

  @Override
  public void point(ModelRef alias, String version) {
    String path = ModelStore.aliasPath(alias);
    String text = Alias.text(alias, version);
    requireOpen();
    put(path, text.getBytes(UTF_8));
  }

  @Override
  public void close() {
    closed = true;
  }

  private void store(ModelRef ref, byte[] bytes) {
    String digest = digestOf(bytes).text();
    synchronized (publishing) {
      requireNew(ref);
      objects.put(ModelStore.digestPath(ref), digest.getBytes(UTF_8));
      objects.put(ModelStore.modelPath(ref), bytes);
    }
  }

  private void store(ModelRef ref, PublishableBundle bundle, PublishProgress progress)
      throws IOException {
    long total = bundle.bytes();
    long stored = 0;
    progress.stored(0, total);
    synchronized (publishing) {
      requireNew(ref);
    }
    for (BundleFile file : bundle.files()) {
      byte[] bytes = Files.readAllBytes(bundle.in(file));
      String path = ModelStore.filePath(ref, file.path());
      byte[] there = objects.putIfAbsent(path, bytes);
      if (there != null && !Arrays.equals(there, bytes)) {
        throw new ConfigurationException(
            "model '"
                + ref
                + "': "
                + location()
                + "/"
                + path
                + " is there with other bytes than those of "
                + bundle.in(file)
                + " (expected: a version that is new); publish under another version, or delete it"
                + " if its publication died");
      }
      stored += bytes.length;
      progress.stored(stored, total);
    }
    synchronized (publishing) {
      requireNew(ref);
      objects.put(ModelStore.filePath(ref, BundleManifest.FILE), bundle.manifest());
    }
    progress.stored(total, total);
  }

  private void requireNew(ModelRef ref) {
    if (objects.containsKey(ModelStore.modelPath(ref))
        || objects.containsKey(ModelStore.filePath(ref, BundleManifest.FILE))) {
      throw new ConfigurationException(
          "model '"
              + ref
              + "': already in "
              + location()
              + " (expected: a version that is new); publish under another version");
    }
  }

  private byte[] published(ModelRef ref, String path) {
    byte[] bytes = objects.get(path);
    if (bytes == null) {
      throw new ConfigurationException(
          "model '"
              + ref
              + "': "
              + location()
              + " has no "
              + path
              + " (expected: a published version); publish it or name another version");
    }
    return bytes;
  }

  private static ModelDigest digestOf(byte[] bytes) {
    try {
      return ModelDigest.of(new ByteArrayInputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("an array cannot fail to be read", e);
    }
  }

  private void begin(String what, ModelRef ref, Deadline deadline) {
    requireOpen();
    deadline.check(what + " " + ref + " in " + location());
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(location() + " is closed");
    }
  }

  private static String utf8(byte[] text) {
    return new String(text, UTF_8);
  }
}
