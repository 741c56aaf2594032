package dev.hearth.spi;

import dev.hearth.Deadline;
import dev.hearth.ModelRef;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A place where models are kept: an object store or a folder.
 *
 * <p>Every store keeps the same layout under its root, so a folder can be copied to a bucket and
 * back:
 *
 * <pre>{@code
 * minilm/3/model.onnx      a version; published once, never overwritten
 * minilm/3/model.digest    its length and checksums, see ModelDigest
 * minilm/latest            an alias: one line, the version it stands for
 * }</pre>
 *
 * <p>Implementations are safe for use by many threads, connect at the first use rather than when
 * they are made, and fail with these exceptions and no others:
 *
 * <ul>
 *   <li>{@link dev.hearth.ConfigurationException}: the model or the bucket does not exist, or
 *       access is refused
 *   <li>{@link dev.hearth.ModelUnavailableException}: the store is not reachable, is busy, or broke
 *       off
 *   <li>{@link dev.hearth.ModelBrokenException}: the digest or alias beside a model is malformed
 *   <li>{@link dev.hearth.DeadlineExceededException}: the deadline passed
 * </ul>
 *
 * <p>A version where an alias belongs, or the reverse, is a mistake in the calling code and
 * answered with {@link IllegalArgumentException}; a call after {@link #close()} with {@link
 * IllegalStateException}.
 */
public interface ModelStore extends AutoCloseable {

  /** The name of the model's file in its version's folder: {@value}. */
  String MODEL_FILE = "model.onnx";

  /** The name of the digest's file in its version's folder: {@value}. */
  String DIGEST_FILE = "model.digest";

  /**
   * Returns where a version's model lies under the root of a store.
   *
   * @param ref the version
   * @return the path, for example {@code minilm/3/model.onnx}
   * @throws IllegalArgumentException if {@code ref} is an alias
   */
  static String modelPath(ModelRef ref) {
    return versionFolder(ref) + MODEL_FILE;
  }

  /**
   * Returns where a version's digest lies under the root of a store.
   *
   * @param ref the version
   * @return the path, for example {@code minilm/3/model.digest}
   * @throws IllegalArgumentException if {@code ref} is an alias
   */
  static String digestPath(ModelRef ref) {
    return versionFolder(ref) + DIGEST_FILE;
  }

  /**
   * Returns where an alias lies under the root of a store.
   *
   * @param alias the alias
   * @return the path, for example {@code minilm/latest}
   * @throws IllegalArgumentException if {@code alias} is a version
   */
  static String aliasPath(ModelRef alias) {
    if (!alias.isAlias()) {
      throw new IllegalArgumentException(
          "alias: '" + alias + "' (expected: '" + alias.name() + "@" + ModelRef.LATEST + "')");
    }
    return alias.name() + "/" + alias.version();
  }

  private static String versionFolder(ModelRef ref) {
    if (ref.isAlias()) {
      throw new IllegalArgumentException(
          "ref: '" + ref + "' (expected: a version, not an alias); resolve it first");
    }
    return ref.name() + "/" + ref.version() + "/";
  }

  /**
   * Returns where this store is, for messages and logs.
   *
   * @return a place without credentials, for example {@code s3://models/prod}
   */
  String location();

  /**
   * Opens a version for reading. Blocks until the store has answered with the beginning of the
   * model, at most until the deadline.
   *
   * @param ref the version; not an alias
   * @param deadline how long the caller will wait for the beginning
   * @return the download, to be closed by the caller
   */
  ModelDownload open(ModelRef ref, Deadline deadline);

  /**
   * Reads which version an alias stands for. Blocks for one small request, at most until the
   * deadline.
   *
   * @param alias the alias
   * @param etag the tag a former answer carried, or null; if it is still the current one the store
   *     answers with {@link Alias.Unchanged}
   * @param deadline how long the caller will wait
   * @return the version and its tag, or that nothing changed
   */
  Alias resolve(ModelRef alias, @Nullable String etag, Deadline deadline);

  /**
   * Publishes a version: first its digest, then its model, so that nobody sees one without the
   * other. Blocks until the bytes are stored.
   *
   * @param ref the version; not an alias
   * @param file the model, left where it is
   * @throws dev.hearth.ConfigurationException also if the version is already there
   */
  void publish(ModelRef ref, Path file);

  /**
   * Points an alias at a version. Blocks until the store has taken it.
   *
   * @param alias the alias
   * @param version the version it stands for from now on
   */
  void point(ModelRef alias, String version);

  /** Frees connections; idempotent. Downloads under way may fail. */
  @Override
  void close();
}
