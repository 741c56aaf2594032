package dev.hearth.cache.s3;

import dev.hearth.ConfigurationException;
import dev.hearth.ModelRef;
import dev.hearth.ModelUnavailableException;
import dev.hearth.bundle.BundleFile;
import dev.hearth.spi.PublishProgress;
import dev.hearth.spi.PublishableBundle;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Puts one bundle into a bucket: each file unless it is there, then the manifest. An object appears
 * whole or not at all, so a publication that died is gone on with from there.
 */
final class BundlePublication {

  private final Bucket bucket;
  private final S3Settings settings;
  private final ModelRef ref;
  private final PublishableBundle bundle;
  private final PublishProgress progress;

  BundlePublication(
      Bucket bucket,
      S3Settings settings,
      ModelRef ref,
      PublishableBundle bundle,
      PublishProgress progress) {
    this.bucket = bucket;
    this.settings = settings;
    this.ref = ref;
    this.bundle = bundle;
    this.progress = progress;
  }

  void run() {
    S3Object manifest = S3Object.manifest(ref, settings);
    S3Object plain = S3Object.model(ref, settings);
    Publication.requireNew(bucket, manifest);
    Publication.requireNew(bucket, plain);
    Tally tally = new Tally(progress, bundle.bytes());
    long stored = 0;
    for (BundleFile file : bundle.files()) {
      send(file, tally);
      stored += file.digest().bytes();
      tally.reach(stored);
    }
    // Again, for a plain model may have come meanwhile.
    Publication.requireNew(bucket, plain);
    byte[] text = bundle.manifest();
    String id = UUID.randomUUID().toString();
    if (!bucket.putNew(manifest, text, id)
        && !bucket.publication(manifest).equals(Optional.of(id))) {
      throw Publication.alreadyThere(manifest);
    }
    tally.reach(stored + text.length);
  }

  private void send(BundleFile file, Tally tally) {
    S3Object object = S3Object.file(ref, file, settings);
    Optional<Stored> there = bucket.look(object);
    if (there.isEmpty()) {
      if (sent(object, file, tally)) {
        return;
      }
      there = bucket.look(object);
    }
    requireSame(object, file, there);
  }

  private boolean sent(S3Object object, BundleFile file, Tally tally) {
    Map<String, String> metadata =
        file.digest().sha256().map(sha256 -> Map.of(Stored.SHA256, sha256)).orElse(Map.of());
    if (file.digest().bytes() > settings.partBytes()) {
      return new Upload(
              bucket.parts(), object, bundle.in(file), file.digest(), settings.partBytes(), tally)
          .send(metadata);
    }
    return bucket.putNew(object, bundle.in(file), file.digest(), metadata);
  }

  private void requireSame(S3Object object, BundleFile file, Optional<Stored> there) {
    if (there.isEmpty()) {
      throw new ModelUnavailableException(
          object
              + " was not completed: another publication of it is under way (expected: one at a"
              + " time); publish again");
    } else if (!there.get().is(file.digest())) {
      throw new ConfigurationException(
          object
              + " is there with other bytes than those of "
              + bundle.in(file)
              + " (expected: a version that is new); publish under another version, or delete it if"
              + " its publication died");
    }
  }
}
