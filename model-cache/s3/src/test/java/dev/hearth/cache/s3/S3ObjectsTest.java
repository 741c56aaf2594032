package dev.hearth.cache.s3;

import static dev.hearth.cache.s3.S3Fixture.S3;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.Environment;
import dev.hearth.InvalidInputException;
import dev.hearth.function.Payload;
import dev.hearth.spi.ObjectStore;
import dev.hearth.spi.ResultSink;
import dev.hearth.testkit.store.LocalS3;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Objects against a real S3 API, reached as an environment says. */
@Timeout(60)
final class S3ObjectsTest {

  private static final String BUCKET = "objects";
  private static final Deadline NONE = Deadline.none();

  private final String folder = UUID.randomUUID() + "/";
  private final ObjectStore objects = S3Objects.of(environment(Map.of()));

  @BeforeAll
  static void createBucket() {
    S3.createBucket(BUCKET);
  }

  @BeforeEach
  void forgetRequests() {
    S3.forgetRequests();
  }

  @AfterEach
  void close() {
    objects.close();
  }

  @Test
  void read_written_givesBytesAndType() {
    objects.write(BUCKET, folder + "a b/ü.png", payload("image/png", "bytes"), NONE);
    Payload read = objects.read(BUCKET, folder + "a b/ü.png", 5, NONE);
    assertThat(read.bytes()).isEqualTo("bytes".getBytes(UTF_8));
    assertThat(read.mediaType()).isEqualTo("image/png");
    assertThat(read.name()).isEqualTo("s3://objects/" + folder + "a b/ü.png");
  }

  @Test
  void read_longerThanAllowed_isRefusedBeforeItIsRead() {
    S3.put(BUCKET, folder + "long.json", new byte[1001]);
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> objects.read(BUCKET, folder + "long.json", 1000, NONE))
        .withMessage(
            "s3://objects/"
                + folder
                + "long.json: 1,001 bytes (expected: at most 1,000); write a smaller object");
    assertThat(S3.requests()).hasSize(1);
  }

  @Test
  void read_empty_isEmpty() {
    S3.put(BUCKET, folder + "empty", new byte[0]);
    assertThat(objects.read(BUCKET, folder + "empty", 0, NONE).bytes()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'Application/JSON; charset=utf-8', x.png, application/json",
    "text/csv, x.json, text/csv",
    "binary/octet-stream, x.json, application/json",
    "application/octet-stream, x.JPG, image/jpeg",
    "application/octet-stream, x.jpeg, image/jpeg",
    "application/octet-stream, x.png, image/png",
    "application/octet-stream, x.gif, image/gif",
    "application/octet-stream, x.webp, image/webp",
    "application/octet-stream, x.tiff, image/tiff",
    "application/octet-stream, x.txt, text/plain",
    "application/octet-stream, x.y/json, application/octet-stream",
    "binary/octet-stream, x.onnx, application/octet-stream",
    ", x.json, application/json",
    "'', x, application/octet-stream"
  })
  void type_isWhatTheWriterSaidOrElseTheEnding(String said, String key, String expected) {
    assertThat(ObjectTypes.of(said, key)).isEqualTo(expected);
  }

  @Test
  void read_writtenWithoutAType_goesByTheEnding() {
    S3.put(BUCKET, folder + "x.webp", new byte[1]);
    assertThat(objects.read(BUCKET, folder + "x.webp", 1, NONE).mediaType())
        .isEqualTo("image/webp");
  }

  @Test
  void writeNew_twice_keepsTheFirst() {
    assertThat(objects.writeNew(BUCKET, folder + "r.json", payload("text/plain", "1"), NONE))
        .isTrue();
    assertThat(objects.writeNew(BUCKET, folder + "r.json", payload("text/plain", "2"), NONE))
        .isFalse();
    Payload kept = objects.read(BUCKET, folder + "r.json", 10, NONE);
    assertThat(kept.bytes()).isEqualTo("1".getBytes(UTF_8));
    assertThat(kept.mediaType()).isEqualTo("text/plain");
    assertThat(S3.requests("PUT", "/objects/" + folder + "r.json")).isEqualTo(2);
  }

  @Test
  void writeNew_manyAtOnce_oneIsFirst() {
    List<Boolean> first =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(
                i -> objects.writeNew(BUCKET, folder + "race", payload("text/plain", "" + i), NONE))
            .toList();
    assertThat(first).containsOnlyOnce(true);
  }

  @Test
  void writeNew_serverThatReplaces_looksFirst() {
    S3Access access = AccessVariables.read(environment(Map.of()));
    try (S3Objects careful = new S3Objects(access, Surroundings.ofProcess(), true)) {
      String path = "/objects/" + folder + "r.json";
      assertThat(careful.writeNew(BUCKET, folder + "r.json", payload("text/plain", "1"), NONE))
          .isTrue();
      assertThat(careful.writeNew(BUCKET, folder + "r.json", payload("text/plain", "2"), NONE))
          .isFalse();
      assertThat(S3.requests()).containsExactly("HEAD " + path, "PUT " + path, "HEAD " + path);
    }
  }

  @Test
  void write_twice_keepsTheLast() {
    objects.write(BUCKET, folder + "r", payload("text/plain", "1"), NONE);
    objects.write(BUCKET, folder + "r", payload("text/plain", "2"), NONE);
    assertThat(S3.get(BUCKET, folder + "r")).isEqualTo("2".getBytes(UTF_8));
  }

  @Test
  void resultSink_writesOneObjectAMessage() {
    ResultSink sink = ResultSink.objects(objects, URI.create("s3://objects/" + folder));
    sink.write("m-1", "{}".getBytes(UTF_8), NONE);
    sink.write("m-1", "{\"again\":1}".getBytes(UTF_8), NONE);
    Payload kept = objects.read(BUCKET, folder + "m-1.json", 10, NONE);
    assertThat(kept.bytes()).isEqualTo("{}".getBytes(UTF_8));
    assertThat(kept.isJson()).isTrue();
  }

  @Test
  void of_withASessionToken_signsWithIt() {
    // Not sent: S3Proxy refuses the header.
    S3Access access = AccessVariables.read(environment(Map.of("AWS_SESSION_TOKEN", "token")));
    assertThat(access.credentials())
        .extracting(provider -> provider.resolveCredentials())
        .isEqualTo(AwsSessionCredentials.create(LocalS3.ACCESS_KEY, LocalS3.SECRET_KEY, "token"));
  }

  @Test
  void of_notAnAddress_isAConfigurationMistake() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () -> S3Objects.of(environment(Map.of("AWS_ENDPOINT_URL_S3", "storage.example"))))
        .withMessage(
            "AWS_ENDPOINT_URL_S3: 'storage.example' (expected: http://host or https://host);"
                + " correct it");
  }

  @Test
  void closed_isRefused() {
    objects.close();
    objects.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> objects.read(BUCKET, "key", 1, Deadline.after(Duration.ofSeconds(1))))
        .withMessage(
            "s3://objects/key was asked for after close (expected: an open store); close it last");
  }

  private static Payload payload(String type, String text) {
    return new Payload("test", type, text.getBytes(UTF_8));
  }

  static Environment environment(Map<String, String> changes) {
    Map<String, String> variables = new HashMap<>();
    variables.put("AWS_ENDPOINT_URL_S3", S3.endpoint().toString());
    variables.put("AWS_REGION", LocalS3.REGION);
    variables.put("AWS_ACCESS_KEY_ID", LocalS3.ACCESS_KEY);
    variables.put("AWS_SECRET_ACCESS_KEY", LocalS3.SECRET_KEY);
    variables.putAll(changes);
    return new Environment(variables);
  }
}
