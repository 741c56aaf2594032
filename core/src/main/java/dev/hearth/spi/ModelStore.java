package dev.hearth.spi;

import dev.hearth.Deadline;
import dev.hearth.ModelRef;
import dev.hearth.bundle.BundleFile;
import dev.hearth.bundle.BundleManifest;
import java.nio.file.Path;
import java.util.Optional;
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
 * minilm/4/manifest.json   a version that is a bundle: what it consists of, see BundleManifest
 * minilm/4/fp32/graph.onnx a file of the bundle, there before the manifest is
 * minilm/latest            an alias: one line, the version it stands for
 * }</pre>
 *
 * <p>A version is a plain model or a bundle. It is a bundle if it has a manifest; files of a bundle
 * without one are what a publication left that is under way or died, and count for nothing.
 *
 * <p>Implementations are safe for use by many threads, connect at the first use rather than when
 * they are made, and fail with these exceptions and no others:
 *
 * <ul>
 *   <li>{@link dev.hearth.ConfigurationException}: the model or the bucket does not exist, or
 *       access is refused
 *   <li>{@link dev.hearth.ModelUnavailableException}: the store is not reachable, is busy, or broke
 *       off
 *   <li>{@link dev.hearth.ModelBrokenException}: the digest or alias beside a model is malformed,
 *       or a bundle that is to be published is not what its manifest says
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
   * Returns where a file of a bundle lies under the root of a store.
   *
   * @param ref the version
   * @param path the file's path in the bundle, or {@link BundleManifest#FILE}
   * @return the path, for example {@code minilm/4/fp32/weights.bin}
   * @throws IllegalArgumentException if {@code ref} is an alias
   */
  static String filePath(ModelRef ref, String path) {
    return versionFolder(ref) + path;
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
   * Reads the manifest of a version, if that is a bundle. Blocks for one small request, at most
   * until the deadline.
   *
   * @param ref the version; not an alias
   * @param deadline how long the caller will wait
   * @return the manifest's bytes as they are in the store, not parsed, at most {@link
   *     BundleManifest#MAX_BYTES}; empty if the version seems to have none: it is a plain model, or
   *     not there at all
   * @throws dev.hearth.ModelBrokenException if it is longer
   */
  Optional<byte[]> manifest(ModelRef ref, Deadline deadline);

  /**
   * Opens a plain model for reading. Blocks until the store has answered with the beginning of the
   * model, at most until the deadline.
   *
   * @param ref the version; not an alias
   * @param deadline how long the caller will wait for the beginning
   * @return the download, to be closed by the caller
   */
  ModelDownload open(ModelRef ref, Deadline deadline);

  /**
   * Opens a file of a bundle for reading. Blocks until the store has answered with the beginning of
   * the file, at most until the deadline.
   *
   * @param ref the version; not an alias
   * @param file the file, as the version's manifest names it
   * @param deadline how long the caller will wait for the beginning
   * @return the download, with the digest from the manifest and the length the store announced; to
   *     be closed by the caller
   */
  ModelDownload open(ModelRef ref, BundleFile file, Deadline deadline);

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
   * Publishes a version, as {@link #publish(ModelRef, Path, PublishProgress)} does.
   *
   * @param ref the version; not an alias
   * @param model the model's file, or the folder of a bundle; left as it is
   * @throws dev.hearth.ConfigurationException also if the version is already there
   */
  default void publish(ModelRef ref, Path model) {
    publish(ref, model, PublishProgress.none());
  }

  /**
   * Publishes a version. Blocks until the bytes are stored.
   *
   * <p>Of a plain model first the digest is stored, then the model, so that nobody sees one without
   * the other. A bundle is compared with its manifest before anything is sent; then its files are
   * stored, and at last, if it is not there yet, the manifest, so that nobody ever sees half of it.
   *
   * <p>A publication that died is resumed by publishing the same again: what is there whole is not
   * sent a second time.
   *
   * @param ref the version; not an alias
   * @param model the model's file, or the folder of a bundle, which must be of this very version;
   *     left as it is
   * @param progress is told how far it is
   * @throws dev.hearth.ConfigurationException also if the version is already there, or other bytes
   *     of a publication that died are in its place
   */
  void publish(ModelRef ref, Path model, PublishProgress progress);

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
