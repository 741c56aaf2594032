package dev.hearth.cache.s3;

import dev.hearth.Bytes;
import dev.hearth.ConfigurationException;
import dev.hearth.spi.ModelDigest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/**
 * Puts one version into a bucket so that no two publishers can mix theirs: whoever gets to write
 * the digest may write the model.
 */
final class Publication {

  /** What S3 takes in one request. */
  private static final Bytes MAX_MODEL = Bytes.gibibytes(5);

  private final Bucket bucket;
  private final S3Object model;
  private final S3Object digest;
  private final Path file;

  Publication(Bucket bucket, S3Object model, S3Object digest, Path file) {
    this.bucket = bucket;
    this.model = model;
    this.digest = digest;
    this.file = file;
  }

  void run() {
    ModelDigest sums = digestOfFile();
    if (bucket.publication(model).isPresent()) {
      throw alreadyThere();
    }
    if (!bucket.putNew(digest, sums.text())) {
      requireOurs(sums.text());
    }
    String id = UUID.randomUUID().toString();
    boolean ours =
        bucket.putNew(model, file, base64(sums.sha256()), id)
            || bucket.publication(model).equals(Optional.of(id));
    if (!ours) {
      throw alreadyThere();
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

  private ConfigurationException alreadyThere() {
    return new ConfigurationException(
        model
            + " is already there (expected: a version that is new); publish under another version");
  }

  private static String base64(Optional<String> sha256) {
    byte[] bytes = HexFormat.of().parseHex(sha256.orElseThrow());
    return Base64.getEncoder().encodeToString(bytes);
  }
}
