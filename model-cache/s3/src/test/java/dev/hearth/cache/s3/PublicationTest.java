package dev.hearth.cache.s3;

import static dev.hearth.cache.s3.S3Fixture.BUCKET;
import static dev.hearth.cache.s3.S3Fixture.S3;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Deadline;
import dev.hearth.ModelRef;
import dev.hearth.spi.ModelDownload;
import dev.hearth.testkit.store.LocalS3;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

@Timeout(60)
final class PublicationTest {

  private static final URI ENDPOINT = S3.endpoint();

  @Test
  void publish_answerLostAndRetried_isStillOurs(@TempDir Path folder) throws Exception {
    Path file = Files.write(folder.resolve("my.onnx"), "model".getBytes(UTF_8));
    try (S3ModelStore store = storeOver(new LosesAnswersOfPut(client()))) {
      store.publish(ModelRef.parse("lost@1"), file);
    }
    assertThat(S3.get(BUCKET, "lost/1/model.onnx")).asString().isEqualTo("model");
    // Its client sends a request again by itself if a connection was closed meanwhile.
    assertThat(S3.requests("PUT", "/models/lost/1/model.onnx")).isGreaterThanOrEqualTo(2);
  }

  @Test
  void open_digestRefused_hasNone() throws Exception {
    S3.put(BUCKET, "refused/1/model.onnx", new byte[10]);
    S3.put(BUCKET, "refused/1/model.digest", new byte[10]);
    try (S3ModelStore store = storeOver(new RefusesDigests(client()));
        ModelDownload download = store.open(ModelRef.parse("refused@1"), Deadline.none())) {
      assertThat(download.digest()).isEmpty();
      assertThat(download.stream().readAllBytes()).hasSize(10);
    }
  }

  private static S3ModelStore storeOver(S3Client client) {
    S3Settings settings =
        new S3Settings(
            BUCKET,
            "",
            new S3Access(
                ENDPOINT,
                null,
                LocalS3.REGION,
                null,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                1),
            16 << 20);
    return new S3ModelStore(
        settings,
        new LazyBucket(
            () -> new Bucket(client, new S3Failures(settings.access(), LocalS3.REGION))));
  }

  private static S3Client client() {
    return S3Client.builder()
        .endpointOverride(ENDPOINT)
        .forcePathStyle(true)
        .region(Region.US_EAST_1)
        .credentialsProvider(S3Fixture.credentials(LocalS3.SECRET_KEY))
        .httpClient(UrlConnectionHttpClient.create())
        .build();
  }

  /** Passes the few requests on that a store makes. */
  private static class Passing implements S3Client {

    private final S3Client client;

    Passing(S3Client client) {
      this.client = client;
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
      return client.putObject(request, body);
    }

    @Override
    public HeadObjectResponse headObject(HeadObjectRequest request) {
      return client.headObject(request);
    }

    @Override
    public <T> T getObject(
        GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
      return client.getObject(request, transformer);
    }

    @Override
    public String serviceName() {
      return client.serviceName();
    }

    @Override
    public void close() {
      client.close();
    }
  }

  /** Acts as if the first answer to each write had been lost and the write retried. */
  private static final class LosesAnswersOfPut extends Passing {

    LosesAnswersOfPut(S3Client client) {
      super(client);
    }

    @Override
    public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
      super.putObject(request, body);
      return super.putObject(request, body);
    }
  }

  /** Answers as S3 does for a missing object to those who may not list the bucket. */
  private static final class RefusesDigests extends Passing {

    RefusesDigests(S3Client client) {
      super(client);
    }

    @Override
    public <T> T getObject(
        GetObjectRequest request, ResponseTransformer<GetObjectResponse, T> transformer) {
      if (request.key().endsWith(".digest")) {
        throw S3Exception.builder().statusCode(403).message("Access Denied").build();
      }
      return super.getObject(request, transformer);
    }
  }
}
