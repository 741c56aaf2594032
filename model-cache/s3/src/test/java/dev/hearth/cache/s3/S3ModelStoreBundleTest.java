package dev.hearth.cache.s3;

import static dev.hearth.cache.s3.S3Fixture.BUCKET;
import static dev.hearth.cache.s3.S3Fixture.S3;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hearth.Bytes;
import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.ModelRef;
import dev.hearth.spi.ModelStore;
import dev.hearth.spi.PublishProgress;
import dev.hearth.testkit.store.BundleStoreContract;
import dev.hearth.testkit.store.LocalS3;
import dev.hearth.testkit.store.TinyBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.DelegatingS3Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsRequest;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.paginators.ListMultipartUploadsIterable;

final class S3ModelStoreBundleTest extends BundleStoreContract {

  private static final ModelRef MINILM = ModelRef.parse("minilm@4");
  private static final long LARGE = Bytes.mebibytes(12).value();
  private static final long PART = Bytes.mebibytes(5).value();

  private final String prefix = "test/" + UUID.randomUUID();
  private final String version = "/models/" + prefix + "/minilm/4/";

  @TempDir private Path temp;

  @Override
  protected ModelStore createStore() {
    S3.forgetRequests();
    return S3Fixture.builder(S3.endpoint()).prefix(prefix).partSize(Bytes.mebibytes(5)).build();
  }

  @Override
  protected void put(String path, byte[] bytes) {
    S3.put(BUCKET, prefix + "/" + path, bytes);
  }

  @Override
  protected void delete(String path) {
    S3.delete(BUCKET, prefix + "/" + path);
  }

  @Test
  void publish_small_writesTheManifestLast() throws IOException {
    store().publish(MINILM, bundle(1000, 1));
    assertThat(S3.requests())
        .containsExactly(
            "HEAD " + version + "manifest.json",
            "HEAD " + version + "model.onnx",
            "HEAD " + version + "fp32/graph.onnx",
            "PUT " + version + "fp32/graph.onnx",
            "HEAD " + version + "fp32/sample.json",
            "PUT " + version + "fp32/sample.json",
            "HEAD " + version + "fp32/tensors.json",
            "PUT " + version + "fp32/tensors.json",
            "HEAD " + version + "fp32/weights.bin",
            "PUT " + version + "fp32/weights.bin",
            "HEAD " + version + "model.onnx",
            "PUT " + version + "manifest.json");
  }

  @Test
  void publish_large_goesInParts() throws IOException {
    store().publish(MINILM, bundle(LARGE, 1));
    assertThat(S3.requests("PUT", version + "fp32/weights.bin")).isEqualTo(3);
    assertThat(S3.requests("POST", version + "fp32/weights.bin")).isEqualTo(2);
    assertThat(weightsThere()).isEqualTo(LARGE);
  }

  @Test
  void publish_afterDeathBetweenParts_sendsTheRestOnly() throws IOException {
    Path bundle = bundle(LARGE, 1);
    assertThatExceptionOfType(Death.class)
        .isThrownBy(() -> store().publish(MINILM, bundle, dyingAfter(2 * PART)));
    assertThat(S3.requests("PUT", version + "fp32/weights.bin")).isEqualTo(2);
    S3.forgetRequests();
    store().publish(MINILM, bundle);
    assertThat(S3.requests("PUT", version + "fp32/graph.onnx")).isZero();
    assertThat(S3.requests("PUT", version + "fp32/weights.bin")).isEqualTo(1);
    assertThat(weightsThere()).isEqualTo(LARGE);
  }

  @Test
  void publish_afterDeathOfOtherBytes_sendsAll() throws Exception {
    Path other = bundle(LARGE, 1);
    assertThatExceptionOfType(Death.class)
        .isThrownBy(() -> store().publish(MINILM, other, dyingAfter(2 * PART)));
    delete("minilm/4/fp32/graph.onnx");
    delete("minilm/4/fp32/sample.json");
    delete("minilm/4/fp32/tensors.json");
    S3.forgetRequests();
    store().publish(MINILM, bundle(LARGE, 2));
    assertThat(S3.requests("PUT", version + "fp32/weights.bin")).isEqualTo(3);
  }

  @Test
  void publish_afterDeathBeforeTheManifest_sendsNoFile() throws IOException {
    Path bundle = bundle(LARGE, 1);
    assertThatExceptionOfType(Death.class)
        .isThrownBy(() -> store().publish(MINILM, bundle, dyingAfter(LARGE)));
    assertThat(store().manifest(MINILM, Deadline.none())).isEmpty();
    store().publish(MINILM, bundle);
    S3.forgetRequests();
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> store().publish(MINILM, bundle))
        .withMessage(
            "model 'minilm@4': s3://models/"
                + prefix
                + "/minilm/4/manifest.json is already there (expected: a version that is new);"
                + " publish under another version");
    assertThat(S3.requests()).containsExactly("HEAD " + version + "manifest.json");
  }

  @Test
  void publish_listingRefused_sendsAllParts() throws IOException {
    Path bundle = bundle(LARGE, 1);
    assertThatExceptionOfType(Death.class)
        .isThrownBy(() -> store().publish(MINILM, bundle, dyingAfter(2 * PART)));
    S3.forgetRequests();
    try (S3ModelStore store = storeOver(new RefusesListing())) {
      store.publish(MINILM, bundle);
    }
    assertThat(S3.requests("PUT", version + "fp32/weights.bin")).isGreaterThanOrEqualTo(3);
    assertThat(weightsThere()).isEqualTo(LARGE);
  }

  @Test
  void publish_overtakenByOtherBytes_givesWayAndCleansUp() throws IOException {
    Path bundle = bundle(LARGE, 1);
    try (S3ModelStore store =
        storeOver(new Overtaken(() -> put("minilm/4/fp32/weights.bin", new byte[10])))) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> store.publish(MINILM, bundle))
          .withMessageContaining("fp32/weights.bin is there with other bytes than those of");
    }
    assertThat(S3.requests("DELETE", version + "fp32/weights.bin")).isEqualTo(1);
    assertThat(weightsThere()).isEqualTo(10);
    assertThat(store().manifest(MINILM, Deadline.none())).isEmpty();
  }

  @Test
  void manifest_refused_isEmpty() {
    S3ModelStoreBuilder wrongKey =
        S3ModelStore.builder()
            .bucket(BUCKET)
            .prefix(prefix)
            .endpoint(S3.endpoint())
            .region(LocalS3.REGION)
            .credentials(S3Fixture.credentials("wrong"));
    try (S3ModelStore store = wrongKey.build()) {
      assertThat(store.manifest(MINILM, Deadline.none())).isEmpty();
    }
  }

  @Test
  void manifest_noSuchBucket_isAConfigurationMistake() {
    S3ModelStoreBuilder elsewhere =
        S3ModelStore.builder()
            .bucket("no-such-bucket")
            .endpoint(S3.endpoint())
            .region(LocalS3.REGION)
            .credentials(S3Fixture.credentials(LocalS3.SECRET_KEY));
    try (S3ModelStore store = elsewhere.build()) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> store.manifest(MINILM, Deadline.none()))
          .withMessageContaining("NoSuchBucket (expected: a bucket)");
    }
  }

  private S3ModelStore storeOver(S3Client client) {
    S3Settings settings =
        new S3Settings(
            BUCKET,
            prefix + "/",
            new S3Access(
                S3.endpoint(),
                true,
                LocalS3.REGION,
                null,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                1),
            PART);
    return new S3ModelStore(
        settings,
        new LazyBucket(
            () -> new Bucket(client, new S3Failures(settings.access(), LocalS3.REGION))));
  }

  private Path bundle(long weightBytes, long seed) throws IOException {
    Path bundle = temp.resolve("bundle-" + seed);
    TinyBundle.write(bundle, MINILM, weightBytes, seed);
    return bundle;
  }

  private long weightsThere() {
    return S3.get(BUCKET, prefix + "/minilm/4/fp32/weights.bin").length;
  }

  private static PublishProgress dyingAfter(long bytes) {
    return (stored, total) -> {
      if (stored >= bytes) {
        throw new Death();
      }
    };
  }

  private static final class Death extends RuntimeException {

    private static final long serialVersionUID = 1;
  }

  /** Passes all requests on; made of the SDK's own delegate so that none is forgotten. */
  private static class Passing extends DelegatingS3Client {

    Passing() {
      super(
          S3Client.builder()
              .endpointOverride(S3.endpoint())
              .forcePathStyle(true)
              .region(Region.US_EAST_1)
              .credentialsProvider(S3Fixture.credentials(LocalS3.SECRET_KEY))
              .httpClient(UrlConnectionHttpClient.create())
              .build());
    }
  }

  /** Answers as S3 does to those who may not list uploads. */
  private static final class RefusesListing extends Passing {

    @Override
    public ListMultipartUploadsResponse listMultipartUploads(ListMultipartUploadsRequest request) {
      throw S3Exception.builder().statusCode(403).message("Access Denied").build();
    }

    @Override
    public ListMultipartUploadsIterable listMultipartUploadsPaginator(
        ListMultipartUploadsRequest request) {
      return new ListMultipartUploadsIterable(this, request);
    }
  }

  /** Lets another be quicker by a moment. */
  private static final class Overtaken extends Passing {

    private final Runnable other;

    Overtaken(Runnable other) {
      this.other = other;
    }

    @Override
    public CompleteMultipartUploadResponse completeMultipartUpload(
        CompleteMultipartUploadRequest request) {
      other.run();
      return super.completeMultipartUpload(request);
    }
  }
}
