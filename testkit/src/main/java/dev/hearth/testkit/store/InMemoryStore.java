package dev.hearth.testkit.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.ModelRef;
import dev.hearth.spi.Alias;
import dev.hearth.spi.ModelDigest;
import dev.hearth.spi.ModelDownload;
import dev.hearth.spi.ModelStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  public ModelDownload open(ModelRef ref, Deadline deadline) {
    String path = ModelStore.modelPath(ref);
    begin("opening", ref, deadline);
    byte[] model = objects.get(path);
    if (model == null) {
      throw new ConfigurationException(
          "model '"
              + ref
              + "': "
              + location()
              + " has no "
              + path
              + " (expected: a published version); publish it or name another version");
    }
    String digestPath = ModelStore.digestPath(ref);
    Optional<ModelDigest> digest =
        Optional.ofNullable(objects.get(digestPath))
            .map(text -> ModelDigest.parse(utf8(text), location() + "/" + digestPath));
    return new BytesDownload(model, digest, ref + " of " + location());
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
  public void publish(ModelRef ref, Path file) {
    String path = ModelStore.modelPath(ref);
    requireOpen();
    try {
      store(ref, Files.readAllBytes(file));
    } catch (IOException e) {
      throw new ConfigurationException(
          "file " + file + " for " + path + ": " + e + " (expected: readable); correct the path",
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
      if (objects.containsKey(ModelStore.modelPath(ref))) {
        throw new ConfigurationException(
            "model '"
                + ref
                + "': already in "
                + location()
                + " (expected: a version that is new); publish under another version");
      }
      objects.put(ModelStore.digestPath(ref), digest.getBytes(UTF_8));
      objects.put(ModelStore.modelPath(ref), bytes);
    }
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
