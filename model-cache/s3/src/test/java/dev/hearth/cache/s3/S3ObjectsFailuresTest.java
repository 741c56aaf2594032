package dev.hearth.cache.s3;

import static dev.hearth.cache.s3.S3Fixture.S3;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.DeadlineExceededException;
import dev.hearth.ModelUnavailableException;
import dev.hearth.function.Payload;
import dev.hearth.testkit.store.FaultyLink;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class S3ObjectsFailuresTest {

  private static final String BUCKET = "photos";
  private static final String OBJECT = "s3://photos/cat.png";
  private static final int LENGTH = 3_000_000;
  private static final Payload CONTENT = Payload.json("test", "{}");
  private static final Deadline NONE = Deadline.none();

  private final FaultyLink link = FaultyLink.to(S3.endpoint());
  private final S3Objects objects = objects(Map.of());

  @BeforeAll
  static void fill() {
    S3.createBucket(BUCKET).put(BUCKET, "cat.png", new byte[LENGTH]);
  }

  @AfterEach
  void close() {
    objects.close();
    link.close();
  }

  @Test
  void read_missing_isAConfigurationMistake() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> objects.read(BUCKET, "dog.png", LENGTH, NONE))
        .withMessage(
            "s3://photos/dog.png answered 404 NoSuchKey (expected: an object); write it first or"
                + " correct bucket and key");
  }

  @Test
  void missingBucket_isAConfigurationMistake() {
    String expected =
        " answered 404 NoSuchBucket (expected: a bucket); create the bucket or correct its name";
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> objects.read("elsewhere", "cat.png", LENGTH, NONE))
        .withMessage("s3://elsewhere/cat.png" + expected);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> objects.writeNew("elsewhere", "r.json", CONTENT, NONE))
        .withMessage("s3://elsewhere/r.json" + expected);
  }

  @Test
  void accessDenied_namesThePermission() {
    link.answer("403 Forbidden", error("AccessDenied"));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> objects.read(BUCKET, "cat.png", LENGTH, NONE))
        .withMessage(
            OBJECT
                + " answered 403 AccessDenied (expected: access); grant s3:GetObject on it to the"
                + " function's role (without s3:ListBucket a missing object answers 403 too)");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> objects.writeNew(BUCKET, "r.json", CONTENT, NONE))
        .withMessageContaining(" answered 403 AccessDenied (expected: access); grant s3:PutObject");
  }

  @Test
  void wrongSecret_isAConfigurationMistake() {
    try (S3Objects stranger = objects(Map.of("AWS_SECRET_ACCESS_KEY", "not-the-secret"))) {
      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> stranger.write(BUCKET, "r.json", CONTENT, NONE))
          .withMessage(
              "s3://photos/r.json answered 403 SignatureDoesNotMatch (expected: valid credentials);"
                  + " correct or renew the credentials");
    }
  }

  @Test
  void busyServer_isUnavailableAfterAllAttempts() {
    link.answer("503 Slow Down", error("SlowDown"));
    assertThatExceptionOfType(ModelUnavailableException.class)
        .isThrownBy(() -> objects.read(BUCKET, "cat.png", LENGTH, NONE))
        .withMessage(
            OBJECT + " answered 503 SlowDown after 3 attempts (expected: 200); retry later");
    assertThatExceptionOfType(ModelUnavailableException.class)
        .isThrownBy(() -> objects.write(BUCKET, "r.json", CONTENT, NONE))
        .withMessageContaining(" answered 503 SlowDown after 3 attempts");
    assertThat(link.connections()).isEqualTo(6);
  }

  @Test
  void writeNew_otherWriterAtTheSameMoment_isUnavailable() {
    link.answer("409 Conflict", error("ConditionalRequestConflict"));
    assertThatExceptionOfType(ModelUnavailableException.class)
        .isThrownBy(() -> objects.writeNew(BUCKET, "r.json", CONTENT, NONE))
        .withMessageContaining(" answered 409 ConditionalRequestConflict")
        .withMessageEndingWith(" (expected: 200); retry later");
  }

  @Test
  void connectionRefused_isUnavailable() {
    link.refuse();
    assertThatExceptionOfType(ModelUnavailableException.class)
        .isThrownBy(() -> objects.read(BUCKET, "cat.png", LENGTH, NONE))
        .withMessage(
            OBJECT
                + " did not answer after 3 attempts: ConnectException: Connection refused (expected:"
                + " an answer from "
                + link.endpoint()
                + "); check the way there and retry");
  }

  @Test
  void read_transferCutOff_isUnavailable() {
    link.cutAfter(1_000_000);
    assertThatExceptionOfType(ModelUnavailableException.class)
        .isThrownBy(() -> objects.read(BUCKET, "cat.png", LENGTH, NONE))
        .withMessageStartingWith(OBJECT + " did not answer: SocketException: Connection reset");
  }

  @Test
  void silentServer_endsAtTheDeadline() {
    link.hang();
    Deadline limit = Deadline.after(Duration.ofSeconds(4));
    assertThatExceptionOfType(DeadlineExceededException.class)
        .isThrownBy(
            () -> objects.read(BUCKET, "cat.png", LENGTH, Deadline.after(Duration.ofMillis(200))))
        .withMessageStartingWith(
            "deadline passed while waiting for " + OBJECT + " (budget 200 ms, used ");
    assertThatExceptionOfType(DeadlineExceededException.class)
        .isThrownBy(
            () ->
                objects.writeNew(BUCKET, "r.json", CONTENT, Deadline.after(Duration.ofMillis(200))))
        .withMessageStartingWith(
            "deadline passed while waiting for s3://photos/r.json (budget 200");
    assertThat(limit.passed()).isFalse();
  }

  @Test
  void deadlinePassed_asksNothing() {
    assertThatExceptionOfType(DeadlineExceededException.class)
        .isThrownBy(() -> objects.read(BUCKET, "cat.png", 1, Deadline.after(Duration.ZERO)));
    assertThat(link.connections()).isZero();
  }

  @Test
  void interrupted_leavesAtOnce() {
    link.hang();
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(ModelUnavailableException.class)
        .isThrownBy(() -> objects.read(BUCKET, "cat.png", LENGTH, NONE))
        .withMessage(OBJECT + " was not waited for: interrupted (expected: an answer); retry");
    assertThat(Thread.interrupted()).isTrue();
  }

  private S3Objects objects(Map<String, String> changes) {
    return S3Objects.of(
        S3ObjectsTest.environment(
            Map.of(
                "AWS_ENDPOINT_URL_S3",
                link.endpoint().toString(),
                "AWS_SECRET_ACCESS_KEY",
                changes.getOrDefault("AWS_SECRET_ACCESS_KEY", "local-secret-key"))));
  }

  private static String error(String code) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>"
        + code
        + "</Code><Message>no</Message></Error>";
  }
}
