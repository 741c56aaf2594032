package dev.hearth.examples.batchscoring.queue;

import dev.hearth.ModelRef;
import dev.hearth.cache.s3.S3ModelStore;
import dev.hearth.testkit.lambda.FunctionPackage;
import dev.hearth.testkit.lambda.FunctionProcess;
import dev.hearth.testkit.lambda.FunctionProcessBuilder;
import dev.hearth.testkit.lambda.RuntimeApiServer;
import dev.hearth.testkit.store.LocalS3;
import java.io.IOException;
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
 * What the function meets when it is deployed, on this machine: an S3 API with the model in it, a
 * bucket for results, and the unpacked package. It lies in one temporary folder that goes with it.
 */
final class LocalCloud implements AutoCloseable {

  static final String RESULTS = "results";

  private static final String MODELS = "models";
  private static final ModelRef FRAUD = ModelRef.parse("fraud@1");
  private static final String HANDLER =
      "dev.hearth.examples.batchscoring.BatchScoringLambda::handleRequest";
  private static final int MEMORY_MEGABYTES = 1024;

  private final LocalS3 s3 = LocalS3.start().createBucket(MODELS).createBucket(RESULTS);
  private final Path folder;
  private final FunctionPackage function;

  LocalCloud(Path zip, Path model) throws IOException {
    folder = Files.createTempDirectory("hearth-queue");
    function = unpack(zip, folder.resolve("task"));
    publish(model);
  }

  LocalS3 s3() {
    return s3;
  }

  /** Describes a process of the function; each instance has a disk of its own. */
  FunctionProcessBuilder function(RuntimeApiServer server, int instance) {
    return FunctionProcess.builder(server, HANDLER)
        .functionPackage(function)
        .memory(MEMORY_MEGABYTES)
        .env(
            Map.of(
                "HEARTH_MODELS",
                "s3://" + MODELS + "/prod",
                "HEARTH_MODEL_FRAUD",
                FRAUD.toString(),
                "HEARTH_DISK",
                folder.resolve("disk-" + instance).toString(),
                "HEARTH_INIT",
                "eager",
                "HEARTH_RESULTS",
                "s3://" + RESULTS + "/scores",
                "AWS_ENDPOINT_URL_S3",
                s3.endpoint().toString(),
                "AWS_REGION",
                LocalS3.REGION,
                "AWS_ACCESS_KEY_ID",
                LocalS3.ACCESS_KEY,
                "AWS_SECRET_ACCESS_KEY",
                LocalS3.SECRET_KEY));
  }

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

  private void publish(Path model) {
    try (S3ModelStore store =
        S3ModelStore.builder()
            .bucket(MODELS)
            .prefix("prod")
            .endpoint(s3.endpoint())
            .region(LocalS3.REGION)
            .credentials(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(LocalS3.ACCESS_KEY, LocalS3.SECRET_KEY)))
            .build()) {
      store.publish(FRAUD, model);
    }
  }

  private static FunctionPackage unpack(Path zip, Path root) throws IOException {
    try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(zip))) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
          throw new IOException("entry '" + entry.getName() + "' leads out of the package");
        } else if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(entries, target);
        }
      }
    }
    return FunctionPackage.of(root, System.getProperty("java.class.path"));
  }
}
