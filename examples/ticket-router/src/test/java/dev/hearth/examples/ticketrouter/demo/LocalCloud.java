package dev.hearth.examples.ticketrouter.demo;

import dev.hearth.ModelRef;
import dev.hearth.cache.s3.S3ModelStore;
import dev.hearth.onnx.BundlePreparer;
import dev.hearth.onnx.VariantSource;
import dev.hearth.testkit.lambda.FunctionPackage;
import dev.hearth.testkit.lambda.FunctionProcess;
import dev.hearth.testkit.lambda.FunctionProcessBuilder;
import dev.hearth.testkit.lambda.RuntimeApiServer;
import dev.hearth.testkit.store.LocalS3;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
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
 * What the function meets when it is deployed, on this machine: an S3 API with the model in it and
 * the unpacked package. Everything lies in one temporary folder that goes with it.
 */
public final class LocalCloud implements AutoCloseable {

  /** The bucket that models are in. */
  public static final String BUCKET = "models";

  /** The version that is published. */
  public static final ModelRef MINILM = ModelRef.parse("minilm@1");

  private static final String HANDLER =
      "dev.hearth.examples.ticketrouter.TicketRouterLambda::handleRequest";
  private static final int MEMORY_MEGABYTES = 1769;

  private final LocalS3 s3;
  private final Path folder;

  private LocalCloud(LocalS3 s3, Path folder) {
    this.s3 = s3;
    this.folder = folder;
  }

  /** Starts the S3 API with an empty bucket. */
  public static LocalCloud start() throws IOException {
    LocalS3 s3 = LocalS3.start();
    s3.createBucket(BUCKET);
    return new LocalCloud(s3, Files.createTempDirectory("hearth-demo"));
  }

  /** Returns the S3 API. */
  public LocalS3 s3() {
    return s3;
  }

  /** Makes a bundle of a model, to be published; returns its folder. */
  public Path prepare(Path model) {
    return BundlePreparer.of(MINILM)
        .variant(VariantSource.of(model))
        .writeTo(folder.resolve("bundle"))
        .folder();
  }

  /** Publishes a model, or the folder of a bundle, as {@link #MINILM}. */
  public void publish(Path model) {
    publishTo(BUCKET, model);
  }

  /** Publishes a model to another bucket. */
  public void publishTo(String bucket, Path model) {
    try (S3ModelStore store = store(bucket)) {
      store.publish(MINILM, model);
    }
  }

  private S3ModelStore store(String bucket) {
    return S3ModelStore.builder()
        .bucket(bucket)
        .prefix("prod")
        .endpoint(s3.endpoint())
        .region(LocalS3.REGION)
        .credentials(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(LocalS3.ACCESS_KEY, LocalS3.SECRET_KEY)))
        .build();
  }

  /** Unpacks the deployment package where Lambda would: a folder of its own; once is enough. */
  public FunctionPackage unpack(Path zip) throws IOException {
    Path root = folder.resolve("task");
    if (Files.exists(root)) {
      return FunctionPackage.of(root, System.getProperty("java.class.path"));
    }
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

  /** Returns a folder under the temporary one. */
  public Path folder(String name) {
    return folder.resolve(name);
  }

  /** Describes a function process; its disk layer is the folder {@code cache}. */
  public FunctionProcessBuilder function(RuntimeApiServer server, FunctionPackage function) {
    return function(server, function, s3.endpoint());
  }

  /** Describes a function process that reaches S3 by way of another endpoint. */
  public FunctionProcessBuilder function(
      RuntimeApiServer server, FunctionPackage function, URI endpoint) {
    return FunctionProcess.builder(server, HANDLER)
        .functionPackage(function)
        .memory(MEMORY_MEGABYTES)
        .env(environment(endpoint));
  }

  /**
   * Returns the settings of the function in any process; its disk layer is the folder {@code
   * cache}.
   */
  public Map<String, String> environment() {
    return environment(s3.endpoint());
  }

  private Map<String, String> environment(URI endpoint) {
    return Map.of(
        "HEARTH_MODELS",
        "s3://" + BUCKET + "/prod",
        "HEARTH_MODEL_MINILM",
        MINILM.toString(),
        "HEARTH_DISK",
        folder("cache").toString(),
        "AWS_ENDPOINT_URL_S3",
        endpoint.toString(),
        "AWS_REGION",
        LocalS3.REGION,
        "AWS_ACCESS_KEY_ID",
        LocalS3.ACCESS_KEY,
        "AWS_SECRET_ACCESS_KEY",
        LocalS3.SECRET_KEY);
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
