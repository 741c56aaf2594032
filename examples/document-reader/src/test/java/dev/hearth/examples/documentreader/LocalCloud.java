package dev.hearth.examples.documentreader;

import dev.hearth.cache.s3.S3ModelStore;
import dev.hearth.testkit.lambda.FunctionPackage;
import dev.hearth.testkit.lambda.FunctionProcess;
import dev.hearth.testkit.lambda.FunctionProcessBuilder;
import dev.hearth.testkit.lambda.RuntimeApiServer;
import dev.hearth.testkit.store.LocalS3;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/**
 * What the function meets when it is deployed, on this machine: an S3 API with models and images in
 * it, and the unpacked package. Everything lies in one temporary folder that goes with it.
 */
final class LocalCloud implements AutoCloseable {

  static final String MODELS = "models";
  static final String UPLOADS = "uploads";

  private static final String HANDLER =
      "dev.hearth.examples.documentreader.DocumentReaderLambda::handleRequest";
  private static final int MEMORY_MEGABYTES = 3008;

  private final LocalS3 s3;
  private final Path folder;

  private LocalCloud(LocalS3 s3, Path folder) {
    this.s3 = s3;
    this.folder = folder;
  }

  /** Starts the S3 API with the models in it and an empty bucket for images. */
  static LocalCloud start() throws IOException {
    LocalS3 s3 = LocalS3.start();
    s3.createBucket(MODELS);
    s3.createBucket(UPLOADS);
    LocalCloud cloud = new LocalCloud(s3, Files.createTempDirectory("hearth-reader"));
    try (S3ModelStore store = cloud.store()) {
      LocalModels.publishTo(store, LocalModels.RECOGNIZER);
    }
    return cloud;
  }

  LocalS3 s3() {
    return s3;
  }

  private S3ModelStore store() {
    return S3ModelStore.builder()
        .bucket(MODELS)
        .prefix("prod")
        .endpoint(s3.endpoint())
        .region(LocalS3.REGION)
        .credentials(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(LocalS3.ACCESS_KEY, LocalS3.SECRET_KEY)))
        .build();
  }

  /** Unpacks the deployment package where Lambda would: a folder of its own. */
  FunctionPackage unpack(Path zip) throws IOException {
    Path root = folder.resolve("task");
    try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        extract(entries, entry, root);
      }
    }
    return FunctionPackage.of(root, System.getProperty("java.class.path"));
  }

  private static void extract(InputStream bytes, ZipEntry entry, Path root) throws IOException {
    Path target = root.resolve(entry.getName()).normalize();
    if (!target.startsWith(root)) {
      throw new IOException("entry '" + entry.getName() + "' leads out of the package");
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
    } else {
      Files.createDirectories(target.getParent());
      Files.copy(bytes, target);
    }
  }

  /** Describes a function process; its disk layer is the folder {@code cache}. */
  FunctionProcessBuilder function(RuntimeApiServer server, FunctionPackage function) {
    return FunctionProcess.builder(server, HANDLER)
        .functionPackage(function)
        .memory(MEMORY_MEGABYTES)
        .env(
            Map.of(
                "HEARTH_MODELS",
                "s3://" + MODELS + "/prod",
                "HEARTH_MODEL_DETECTOR",
                "detector@1",
                "HEARTH_MODEL_CLASSIFIER",
                "classifier@1",
                "HEARTH_MODEL_RECOGNIZER",
                "recognizer@1",
                "HEARTH_DISK",
                folder.resolve("cache").toString(),
                "AWS_ENDPOINT_URL_S3",
                s3.endpoint().toString(),
                "AWS_REGION",
                LocalS3.REGION,
                "AWS_ACCESS_KEY_ID",
                LocalS3.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY",
                LocalS3.SECRET_KEY));
  }

  /** Stops the S3 API and removes the temporary folder. */
  @Override
  public void close() {
    s3.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
