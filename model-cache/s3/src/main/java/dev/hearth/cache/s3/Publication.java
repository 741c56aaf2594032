package dev.hearth.cache.s3;

import dev.hearth.Bytes;
import dev.hearth.ConfigurationException;
import dev.hearth.ModelRef;
import dev.hearth.bundle.FileDigest;
import dev.hearth.spi.ModelDigest;
import dev.hearth.spi.PublishProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Puts one version into a bucket so that no two publishers can mix theirs: whoever gets to write
 * the digest may write the model.
 */
final class Publication {

  /** The longest object S3 keeps. */
  private static final Bytes MAX_MODEL = Bytes.gibibytes(5 * 1024);

  private final Bucket bucket;
  private final S3Settings settings;
  private final S3Object model;
  private final S3Object manifest;
  private final S3Object digest;
  private final Path file;
  private final PublishProgress progress;

  Publication(
      Bucket bucket, S3Settings settings, ModelRef ref, Path file, PublishProgress progress) {
    this.bucket = bucket;
    this.settings = settings;
    this.model = S3Object.model(ref, settings);
    this.manifest = S3Object.manifest(ref, settings);
    this.digest = S3Object.digest(ref, settings);
    this.file = file;
    this.progress = progress;
  }

  void run() {
    ModelDigest sums = digestOfFile();
    requireNew(bucket, model);
    requireNew(bucket, manifest);
    Tally tally = new Tally(progress, sums.bytes());
    if (!bucket.putNew(digest, sums.text())) {
      requireOurs(sums.text());
    }
    boolean ours =
        sums.bytes() > settings.partBytes() ? sendInParts(sums, tally) : sendAtOnce(sums);
    if (!ours) {
      throw alreadyThere(model);
    }
    tally.reach(sums.bytes());
  }

  private boolean sendAtOnce(ModelDigest sums) {
    String id = UUID.randomUUID().toString();
    return bucket.putNew(model, file, Stored.base64(sums.sha256().orElseThrow()), id)
        || bucket.publication(model).equals(Optional.of(id));
  }

  /** Whoever ends an upload of these bytes, whether it is this one cannot be told, nor matters. */
  private boolean sendInParts(ModelDigest sums, Tally tally) {
    FileDigest whole = new FileDigest(sums.bytes(), sums.crc32c(), sums.sha256());
    return new Upload(bucket.parts(), model, file, whole, settings.partBytes(), tally)
            .send(Map.of(Stored.SHA256, sums.sha256().orElseThrow()))
        || bucket.look(model).filter(there -> there.is(whole)).isPresent();
  }

  /** Makes sure that something is not there. */
  static void requireNew(Bucket bucket, S3Object object) {
    if (bucket.look(object).isPresent()) {
      throw alreadyThere(object);
    }
  }

  private ModelDigest digestOfFile() {
    ModelDigest sums;
    try {
      sums = ModelDigest.of(file);
    } catch (IOException e) {
      throw new ConfigurationException(
          model + " has no file: " + e + " (expected: a readable file); correct the path", e);
    }
    if (sums.bytes() > MAX_MODEL.value()) {
      throw new ConfigurationException(
          model
              + " is too large: "
              + Bytes.of(sums.bytes())
              + " (expected: at most "
              + MAX_MODEL
              + "); copy it and its digest there with the AWS command line");
    }
    return sums;
  }

  /** Goes on where a publication of the same bytes ended early, and gives way to any other. */
  private void requireOurs(String text) {
    Optional<String> there = bucket.readIfPresent(digest).map(S3Text::text);
    if (!there.equals(Optional.of(text))) {
      throw new ConfigurationException(
          digest
              + " is there for other bytes than those of "
              + file
              + " (expected: a version that is new); publish under another version, or delete it if"
              + " its publication died");
    }
  }

  static ConfigurationException alreadyThere(S3Object object) {
    return new ConfigurationException(
        object
            + " is already there (expected: a version that is new); publish under another version");
  }
}
