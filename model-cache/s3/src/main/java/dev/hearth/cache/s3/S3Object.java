package dev.hearth.cache.s3;

import dev.hearth.ModelRef;
import dev.hearth.bundle.BundleFile;
import dev.hearth.bundle.BundleManifest;
import dev.hearth.spi.ModelStore;

/**
 * An object in a bucket, with the words to speak about it.
 *
 * @param owner what it belongs to, for messages; nothing if it stands for itself
 * @param bucket its bucket
 * @param key its key
 * @param kind what it is
 */
record S3Object(String owner, String bucket, String key, Kind kind) {

  /** What an object is, and what to do where one is missing. */
  enum Kind {
    MODEL("a published version", "publish it or correct the name and version"),
    DIGEST("the digest of a published version", "publish the model again"),
    MANIFEST("a manifest", "publish the bundle again"),
    FILE("a file of a published bundle", "publish the bundle again"),
    ALIAS("an alias", "point it at a version or name a version"),
    OBJECT("an object", "write it first or correct bucket and key");

    private final String expected;
    private final String remedy;

    Kind(String expected, String remedy) {
      this.expected = expected;
      this.remedy = remedy;
    }

    String expected() {
      return expected;
    }

    String remedy() {
      return remedy;
    }
  }

  static S3Object in(String bucket, String key) {
    return new S3Object("", bucket, key, Kind.OBJECT);
  }

  static S3Object model(ModelRef ref, S3Settings settings) {
    return of(ref, ModelStore.modelPath(ref), Kind.MODEL, settings);
  }

  static S3Object digest(ModelRef ref, S3Settings settings) {
    return of(ref, ModelStore.digestPath(ref), Kind.DIGEST, settings);
  }

  static S3Object manifest(ModelRef ref, S3Settings settings) {
    return of(ref, ModelStore.filePath(ref, BundleManifest.FILE), Kind.MANIFEST, settings);
  }

  static S3Object file(ModelRef ref, BundleFile file, S3Settings settings) {
    return of(ref, ModelStore.filePath(ref, file.path()), Kind.FILE, settings);
  }

  static S3Object alias(ModelRef alias, S3Settings settings) {
    return of(alias, ModelStore.aliasPath(alias), Kind.ALIAS, settings);
  }

  /** Returns the address of the object. */
  String place() {
    return "s3://" + bucket + "/" + key;
  }

  /**
   * Returns {@code model 'minilm@3': s3://models/minilm/3/model.onnx}, the beginning of messages.
   */
  @Override
  public String toString() {
    return owner.isEmpty() ? place() : owner + ": " + place();
  }

  private static S3Object of(ModelRef ref, String path, Kind kind, S3Settings settings) {
    return new S3Object("model '" + ref + "'", settings.bucket(), settings.prefix() + path, kind);
  }
}
