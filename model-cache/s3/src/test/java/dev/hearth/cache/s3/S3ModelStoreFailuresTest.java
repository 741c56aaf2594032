package dev.hearth.cache.s3;

import static dev.hearth.cache.s3.S3Fixture.BUCKET;
import static dev.hearth.cache.s3.S3Fixture.S3;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.DeadlineExceededException;
import dev.hearth.ModelRef;
import dev.hearth.ModelUnavailableException;
import dev.hearth.spi.ModelDownload;
import dev.hearth.testkit.store.FaultyLink;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkClientException;

@Timeout(60)
final class S3ModelStoreFailuresTest {

  private static final ModelRef MINILM = ModelRef.parse("minilm@3");
  private static final ModelRef LATEST = ModelRef.parse("minilm@latest");
  private static final String OBJECT = "model 'minilm@3': s3://models/minilm/3/model.onnx";
  private static final int LENGTH = 3_000_000;

  private final FaultyLink link = FaultyLink.to(S3.endpoint());
  private final S3ModelStore store = S3Fixture.builder(link.endpoint()).maxAttempts(2).build();

  @BeforeAll
  static void publish() {
    S3.put(BUCKET, "minilm/3/model.onnx", new byte[LENGTH]);
  }

  @AfterEach
  void close() {
    store.close();
    link.close();
  }

  @Test
  void beforeTheFirstRequest_nothingIsBuiltOrConnected() {
    assertThat(store.location()).isEqualTo("s3://models");
    assertThat(store.connected()).isFalse();
    assertThat(link.connections()).isZero();
    store.open(MINILM, Deadline.none()).close();
    assertThat(store.connected()).isTrue();
    assertThat(link.connections()).isPositive();
  }

  @Test
  void close_beforeTheFirstRequest_buildsNothing() {
    store.close();
    assertThat(store.connected()).isFalse();
  }

  @Test
  void open_missingModel_isAConfigurationMistake() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> store.open(MINILM.withVersion("4"), Deadline.none()))
        .withMessage(
            "model 'minilm@4': s3://models/minilm/4/model.onnx answered 404 NoSuchKey (expected: a"
                + " published version); publish it or correct the name and version");
  }

  @Test
  void resolve_missingAlias_isAConfigurationMistake() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> store.resolve(LATEST, null, Deadline.none()))
        .withMessage(
            "model 'minilm@latest': s3://models/minilm/latest answered 404 NoSuchKey (expected: an"
                + " alias); point it at a version or name a version");
  }

  @Test
  void open_missingBucket_isAConfigurationMistake() {
    try (S3ModelStore elsewhere =
        S3ModelStore.builder()
            .bucket("elsewhere")
            .endpoint(S3.endpoint())
            .credentials(S3Fixture.credentials("local-secret-key"))
            .build()) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> elsewhere.open(MINILM, Deadline.none()))
          .withMessage(
              "model 'minilm@3': s3://elsewhere/minilm/3/model.onnx answered 404 NoSuchBucket"
                  + " (expected: a bucket); create the bucket or correct its name");
    }
  }

  @Test
  void open_wrongSecret_isAConfigurationMistake() {
    try (S3ModelStore stranger =
        S3ModelStore.builder()
            .bucket(BUCKET)
            .endpoint(S3.endpoint())
            .region("us-east-1")
            .credentials(S3Fixture.credentials("not-the-secret"))
            .build()) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> stranger.open(MINILM, Deadline.none()))
          .withMessage(
              OBJECT
                  + " answered 403 SignatureDoesNotMatch (expected: valid credentials); correct or"
                  + " renew the credentials");
    }
  }

  @Test
  void open_accessDenied_namesThePermission() {
    link.answer("403 Forbidden", error("AccessDenied"));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> store.open(MINILM, Deadline.none()))
        .withMessage(
            OBJECT
                + " answered 403 AccessDenied (expected: access); grant s3:GetObject on it to the"
                + " function's role (without s3:ListBucket a missing object answers 403 too)");
  }

  @Test
  void point_accessDenied_namesThePermission() {
    link.answer("403 Forbidden", error("AccessDenied"));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> store.point(LATEST, "3"))
        .withMessageContaining(" answered 403 AccessDenied (expected: access); grant s3:PutObject");
  }

  @ParameterizedTest
  @CsvSource({
    "400 Bad Request, ExpiredToken, valid credentials, correct or renew the credentials",
    "403 Forbidden, RequestTimeTooSkewed, a request made now, set this machine's clock",
    "400 Bad Request, AuthorizationHeaderMalformed, a bucket in us-east-1, set the region",
    "400 Bad Request, InvalidRequest, 200, 'correct bucket, region or endpoint'"
  })
  void open_otherRefusals_areConfigurationMistakes(
      String status, String code, String expected, String remedy) {
    link.answer(status, error(code));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> store.open(MINILM, Deadline.none()))
        .withMessage(
            OBJECT
                + " answered "
                + status.substring(0, 4)
                + code
                + " (expected: "
                + expected
                + "); "
                + remedy);
  }

  @Test
  void open_bucketInAnotherRegion_namesIt() {
    link.answer(
        "301 Moved Permanently\r\nx-amz-bucket-region: eu-west-1", error("PermanentRedirect"));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> store.open(MINILM, Deadline.none()))
        .withMessage(
            OBJECT
                + " answered 301 PermanentRedirect (expected: a bucket in us-east-1); set the region"
                + " to eu-west-1");
  }

  @ParameterizedTest
  @CsvSource({
    "503 Slow Down, SlowDown",
    "500 Internal Server Error, InternalError",
    "429 Too Many Requests, TooManyRequests",
    "400 Bad Request, RequestTimeout"
  })
  void open_busyServer_isUnavailableAfterAllAttempts(String status, String code) {
    link.answer(status, error(code));
    assertThatExceptionOfType(ModelUnavailableException.class)
        .isThrownBy(() -> store.open(MINILM, Deadline.none()))
        .withMessage(
            OBJECT
                + " answered "
                + status.substring(0, 4)
                + code
                + " after 2 attempts (expected: 200); retry later");
    assertThat(link.connections()).isEqualTo(2);
  }

  @Test
  void open_afterTheServerWasBusy_works() throws Exception {
    link.answer("503 Slow Down", error("SlowDown"));
    assertThatExceptionOfType(ModelUnavailableException.class)
        .isThrownBy(() -> store.open(MINILM, Deadline.none()));
    link.pass();
    try (ModelDownload download = store.open(MINILM, Deadline.none())) {
      assertThat(download.stream().readAllBytes()).hasSize(LENGTH);
    }
  }

  @Test
  void open_connectionRefused_isUnavailable() {
    link.refuse();
    assertThatExceptionOfType(ModelUnavailableException.class)
        .isThrownBy(() -> store.open(MINILM, Deadline.none()))
        .withMessage(
            OBJECT
                + " did not answer after 2 attempts: ConnectException: Connection refused (expected:"
                + " an answer from "
                + link.endpoint()
                + "); check the way there and retry");
  }

  @Test
  void open_connectionReset_isUnavailable() {
    link.cutAfter(0);
    assertThatExceptionOfType(ModelUnavailableException.class)
        .isThrownBy(() -> store.open(MINILM, Deadline.none()))
        .withMessageStartingWith(OBJECT + " did not answer after 2 attempts: SocketException: ");
  }

  @Test
  void open_silentServer_isUnavailableAfterTheReadTimeout() {
    link.hang();
    try (S3ModelStore hasty =
        S3Fixture.builder(link.endpoint())
            .maxAttempts(1)
            .readTimeout(Duration.ofMillis(100))
            .build()) {
      assertThatExceptionOfType(ModelUnavailableException.class)
          .isThrownBy(() -> hasty.open(MINILM, Deadline.none()))
          .withMessage(
              OBJECT
                  + " did not answer: SocketTimeoutException: Read timed out (expected: an answer"
                  + " from "
                  + link.endpoint()
                  + "); check the way there and retry");
    }
  }

  @Test
  void open_silentServer_endsAtTheDeadline() {
    link.hang();
    Deadline limit = Deadline.after(Duration.ofSeconds(4));
    assertThatExceptionOfType(DeadlineExceededException.class)
        .isThrownBy(() -> store.open(MINILM, Deadline.after(Duration.ofMillis(200))))
        .withMessageStartingWith(
            "deadline passed while waiting for " + OBJECT + " (budget 200 ms, used ");
    assertThat(limit.passed()).isFalse();
  }

  @Test
  void resolve_silentServer_endsAtTheDeadline() {
    link.hang();
    assertThatExceptionOfType(DeadlineExceededException.class)
        .isThrownBy(() -> store.resolve(LATEST, null, Deadline.after(Duration.ofMillis(200))))
        .withMessageStartingWith(
            "deadline passed while waiting for model 'minilm@latest': s3://models/minilm/latest");
  }

  @Test
  void open_interrupted_leavesAtOnce() {
    link.hang();
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(ModelUnavailableException.class)
        .isThrownBy(() -> store.open(MINILM, Deadline.none()))
        .withMessage(OBJECT + " was not waited for: interrupted (expected: an answer); retry");
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void read_transferCutOff_saysHowFarItGot() throws Exception {
    link.cutAfter(1_000_000);
    try (ModelDownload download = store.open(MINILM, Deadline.none())) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> download.stream().readAllBytes())
          .withMessageMatching(
              OBJECT + " broke off after [\\d,]+ of 3,000,000 bytes: Connection reset");
    }
  }

  @Test
  void read_silentServer_failsAfterTheReadTimeout() throws Exception {
    link.hangAfter(1_000_000);
    try (S3ModelStore hasty =
            S3Fixture.builder(link.endpoint()).readTimeout(Duration.ofMillis(500)).build();
        ModelDownload download = hasty.open(MINILM, Deadline.none())) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> download.stream().readAllBytes())
          .withMessageMatching(
              OBJECT + " broke off after [\\d,]+ of 3,000,000 bytes: Read timed out");
    }
  }

  @Test
  void abort_whileTheServerIsSilent_wakesTheReader() throws Exception {
    link.hangAfter(1_000_000);
    try (ModelDownload download = store.open(MINILM, Deadline.none())) {
      CompletableFuture<byte[]> reading = readAll(download);
      awaitDelivered(1_000_000);
      download.abort();
      assertThat(reading)
          .failsWithin(Duration.ofSeconds(3))
          .withThrowableThat()
          .withRootCauseInstanceOf(IOException.class)
          .withMessageContaining(OBJECT + " was given up: aborted or closed");
    }
  }

  @Test
  void read_interrupted_failsAtOnce() throws Exception {
    link.hangAfter(1000);
    try (ModelDownload download = store.open(MINILM, Deadline.none())) {
      awaitDelivered(1000);
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(InterruptedIOException.class)
          .isThrownBy(() -> download.stream().readAllBytes())
          .withMessage(OBJECT + " was given up: interrupted");
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void open_withoutCredentials_isAConfigurationMistake() {
    try (S3ModelStore nobody =
        S3ModelStore.builder()
            .bucket(BUCKET)
            .endpoint(S3.endpoint())
            .region("us-east-1")
            .credentials(
                () -> {
                  throw SdkClientException.create("Unable to load credentials");
                })
            .build()) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> nobody.open(MINILM, Deadline.none()))
          .withMessage(
              OBJECT
                  + " cannot be asked for without credentials: none found (expected: a function"
                  + " role, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile); give the"
                  + " function a role that has s3:GetObject");
    }
  }

  private void awaitDelivered(long bytes) {
    while (link.delivered() < bytes) {
      Thread.onSpinWait();
    }
  }

  private static CompletableFuture<byte[]> readAll(ModelDownload download) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return download.stream().readAllBytes();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static String error(String code) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>"
        + code
        + "</Code><Message>no</Message></Error>";
  }
}
