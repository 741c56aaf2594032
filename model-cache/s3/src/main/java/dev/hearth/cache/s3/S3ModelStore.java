package dev.hearth.cache.s3;

import dev.hearth.Deadline;
import dev.hearth.ModelRef;
import dev.hearth.ModelUnavailableException;
import dev.hearth.bundle.BundleFile;
import dev.hearth.spi.Alias;
import dev.hearth.spi.ModelDigest;
import dev.hearth.spi.ModelDownload;
import dev.hearth.spi.ModelStore;
import dev.hearth.spi.PublishProgress;
import dev.hearth.spi.PublishableBundle;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps models in an S3 bucket.
 *
 * <pre>{@code
 * ModelStore store = S3ModelStore.at(URI.create("s3://model-bucket/prod"));
 * }</pre>
 *
 * <p>Credentials, region and endpoint come from where the AWS SDK looks for them: on Lambda the
 * function's role and region, elsewhere environment variables or the user's profile. Without {@code
 * s3:ListBucket} S3 answers 403 also for an object that is missing; a manifest that is refused, or
 * a digest that is while its model is not, therefore counts as absent.
 *
 * <p>Permissions:
 *
 * <ul>
 *   <li>reading: {@code s3:GetObject}
 *   <li>publishing: {@code s3:PutObject} too
 *   <li>not to send again the parts of a large file that a publication which died has sent: {@code
 *       s3:ListBucketMultipartUploads} on the bucket and {@code s3:ListMultipartUploadParts}; where
 *       they are refused the file is sent whole
 *   <li>to free the parts of an upload that another publication made needless: {@code
 *       s3:AbortMultipartUpload}; without it, and after a death, they stay until a lifecycle rule
 *       ({@code AbortIncompleteMultipartUpload}) removes them
 * </ul>
 *
 * <p>Safe for use by many threads. Before the first request nothing is connected, read from the
 * environment or loaded from the AWS SDK. {@link #open} and {@link #resolve} ask on a daemon thread
 * of their own, so that the caller can leave at the deadline or when interrupted, whatever the
 * network does; a model's bytes pass through a buffer of at most one mebibyte.
 */
public final class S3ModelStore implements ModelStore {

  private final S3Settings settings;
  private final LazyBucket bucket;
  private volatile boolean closed;

  S3ModelStore(S3Settings settings, LazyBucket bucket) {
    this.settings = settings;
    this.bucket = bucket;
  }

  /**
   * Returns a store that keeps its models at the root of a bucket.
   *
   * @param bucket the bucket
   * @return the store, to be closed by the caller
   * @throws IllegalArgumentException if that is no name of a bucket
   */
  public static S3ModelStore of(String bucket) {
    return builder().bucket(bucket).build();
  }

  /**
   * Returns a store that keeps its models below a prefix of a bucket.
   *
   * @param place {@code s3://bucket} or {@code s3://bucket/prefix}
   * @return the store, to be closed by the caller
   * @throws IllegalArgumentException if that is no such address
   */
  public static S3ModelStore at(URI place) {
    return builder().at(place).build();
  }

  /**
   * Begins a store with other than the usual settings.
   *
   * @return a builder
   */
  public static S3ModelStoreBuilder builder() {
    return new S3ModelStoreBuilder();
  }

  @Override
  public String location() {
    return settings.location();
  }

  @Override
  public Optional<byte[]> manifest(ModelRef ref, Deadline deadline) {
    S3Object manifest = S3Object.manifest(ref, settings);
    return ask(manifest, deadline, there -> there.manifestIfPresent(manifest));
  }

  @Override
  public ModelDownload open(ModelRef ref, Deadline deadline) {
    S3Object model = S3Object.model(ref, settings);
    S3Object digest = S3Object.digest(ref, settings);
    ByteRelay bytes =
        ask(model, deadline, there -> there.open(model), ByteRelay::run, ByteRelay::abort);
    try {
      // Asked for second, it costs nothing: the model's bytes are on their way meanwhile.
      Optional<S3Text> text = ask(digest, deadline, there -> there.readIfPresent(digest));
      return new S3Download(
          bytes, text.map(found -> ModelDigest.parse(found.text(), digest.place())));
    } catch (RuntimeException | Error e) {
      bytes.abort();
      throw e;
    }
  }

  @Override
  public ModelDownload open(ModelRef ref, BundleFile file, Deadline deadline) {
    S3Object object = S3Object.file(ref, file, settings);
    ByteRelay bytes =
        ask(object, deadline, there -> there.open(object), ByteRelay::run, ByteRelay::abort);
    return new S3Download(bytes, Optional.of(ModelDigest.of(file.digest())));
  }

  @Override
  public Alias resolve(ModelRef alias, @Nullable String etag, Deadline deadline) {
    S3Object object = S3Object.alias(alias, settings);
    Optional<S3Text> changed = ask(object, deadline, there -> there.readIfChanged(object, etag));
    if (changed.isEmpty()) {
      return new Alias.Unchanged();
    }
    String version = Alias.parse(alias, changed.get().text(), object.place());
    return new Alias.Version(version, changed.get().etag());
  }

  /**
   * {@inheritDoc}
   *
   * <p>A file is read for its digest or to be compared with its manifest, and again to be sent with
   * a checksum, which S3 compares. A file longer than the part size is sent in parts and read once
   * more.
   */
  @Override
  public void publish(ModelRef ref, Path model, PublishProgress progress) {
    S3Object object = S3Object.model(ref, settings);
    requireOpen();
    if (Files.isDirectory(model)) {
      PublishableBundle bundle = PublishableBundle.check(ref, model);
      new BundlePublication(connect(object), settings, ref, bundle, progress).run();
    } else {
      new Publication(connect(object), settings, ref, model, progress).run();
    }
  }

  @Override
  public void point(ModelRef alias, String version) {
    S3Object object = S3Object.alias(alias, settings);
    String text = Alias.text(alias, version);
    connect(object).put(object, text);
  }

  /** Frees connections; idempotent. Downloads under way go on until they end. */
  @Override
  public void close() {
    closed = true;
    bucket.close();
  }

  /** Returns where the store is. */
  @Override
  public String toString() {
    return "S3ModelStore[" + location() + "]";
  }

  boolean connected() {
    return bucket.built();
  }

  private <T> T ask(S3Object object, Deadline deadline, Function<Bucket, T> question) {
    return ask(object, deadline, question, answer -> {}, answer -> {});
  }

  private <T> T ask(
      S3Object object,
      Deadline deadline,
      Function<Bucket, T> question,
      Consumer<T> afterwards,
      Consumer<T> discard) {
    requireOpen();
    deadline.check("waiting for " + object);
    return new Request<>(bucket, question, afterwards, discard).await(object, deadline);
  }

  private Bucket connect(S3Object object) {
    requireOpen();
    try {
      return bucket.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ModelUnavailableException(
          object + " was not waited for: interrupted (expected: an answer); retry", e);
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("store " + location() + " is closed");
    }
  }
}
