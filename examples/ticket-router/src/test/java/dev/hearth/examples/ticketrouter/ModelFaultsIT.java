package dev.hearth.examples.ticketrouter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.examples.ticketrouter.demo.LocalCloud;
import dev.hearth.testkit.lambda.FunctionPackage;
import dev.hearth.testkit.lambda.FunctionProcessBuilder;
import dev.hearth.testkit.lambda.Outcome;
import dev.hearth.testkit.store.FaultyLink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What the packaged function says when its model cannot be had, and that it answers once it can.
 * Each test is a fresh process under the published runtime client, against a real S3 API.
 */
class ModelFaultsIT {

  private static final Path MODEL =
      Path.of(System.getProperty("model.dir", "target/model"), "all-minilm-l6-v2-q.onnx");
  private static final Path ZIP =
      Path.of(System.getProperty("function.zip", "target/function.zip"));

  private LocalCloud cloud;
  private FaultyLink link;
  private FunctionPackage function;

  @BeforeEach
  void startCloud() throws IOException {
    cloud = LocalCloud.start();
    link = FaultyLink.to(cloud.s3().endpoint());
    function = cloud.unpack(ZIP);
  }

  @AfterEach
  void stopCloud() {
    link.close();
    cloud.close();
  }

  @Test
  void unknownModel_isNamed_andAnswersOncePublished() {
    try (LiveFunction live = start()) {
      Outcome.FunctionError error = live.fail(LiveFunction.event("hello"), LiveFunction.LIMIT);

      assertThat(error.type()).isEqualTo("dev.hearth.ConfigurationException");
      assertThat(error.message())
          .contains("minilm@1", "s3://models/prod/minilm/1/model.onnx", "404", "(expected: ");
      cloud.publish(MODEL);
      live.assertAnswers();
    }
  }

  @Test
  void missingBucket_isNamed_andAnswersOnceItIsThere() {
    try (LiveFunction live = start(env -> env.env("HEARTH_MODELS", "s3://later/prod"))) {
      Outcome.FunctionError error = live.fail(LiveFunction.event("hello"), LiveFunction.LIMIT);

      assertThat(error.type()).isEqualTo("dev.hearth.ConfigurationException");
      assertThat(error.message()).contains("later", "NoSuchBucket", "(expected: ");
      cloud.s3().createBucket("later");
      cloud.publishTo("later", MODEL);
      live.assertAnswers();
    }
  }

  @Test
  void forbidden_namesThePermission_andAnswersOnceGranted() {
    cloud.publish(MODEL);
    link.answer("403 Forbidden", "<Error><Code>AccessDenied</Code></Error>");
    try (LiveFunction live = start()) {
      Outcome.FunctionError error = live.fail(LiveFunction.event("hello"), LiveFunction.LIMIT);

      assertThat(error.type()).isEqualTo("dev.hearth.ConfigurationException");
      assertThat(error.message()).contains("403", "AccessDenied", "s3:GetObject", "(expected: ");
      link.pass();
      live.assertAnswers();
    }
  }

  @Test
  void busyStore_isUnavailable_andAnswersOnceItServes() {
    cloud.publish(MODEL);
    link.answer("503 Slow Down", "<Error><Code>SlowDown</Code></Error>");
    try (LiveFunction live = start()) {
      Outcome.FunctionError error = live.fail(LiveFunction.event("hello"), LiveFunction.LIMIT);

      assertThat(error.type()).isEqualTo("dev.hearth.ModelUnavailableException");
      assertThat(error.message()).contains("503", "SlowDown", "(expected: ");
      link.pass();
      live.assertAnswers();
    }
  }

  @Test
  void hangingStore_endsAtTheDeadline_andAnswersOnceItServes() {
    cloud.publish(MODEL);
    link.hangAfter(100_000);
    try (LiveFunction live = start()) {
      Outcome.FunctionError error = live.fail(LiveFunction.event("hello"), Duration.ofSeconds(5));

      assertThat(error.type()).isEqualTo("dev.hearth.DeadlineExceededException");
      assertThat(error.message()).contains("loading model 'minilm@1'", "budget", "used");
      link.pass();
      live.assertAnswers();
    }
  }

  @Test
  void truncatedObject_isBroken_andAnswersOnceRepublished() throws IOException {
    cloud.publish(MODEL);
    byte[] whole = Files.readAllBytes(MODEL);
    cloud.s3().put(LocalCloud.BUCKET, LiveFunction.MODEL_KEY, Arrays.copyOf(whole, 1_000_000));
    try (LiveFunction live = start()) {
      Outcome.FunctionError error = live.fail(LiveFunction.event("hello"), LiveFunction.LIMIT);

      assertThat(error.type()).isEqualTo("dev.hearth.ModelBrokenException");
      assertThat(error.message())
          .contains("minilm@1", "1,000,000 bytes (expected: 22,972,370 bytes");
      cloud.s3().put(LocalCloud.BUCKET, LiveFunction.MODEL_KEY, whole);
      live.assertAnswers();
    }
  }

  @Test
  void corruptModel_isBroken_andAnswersOnceRepublished() throws IOException {
    Path garbage = cloud.folder("garbage.onnx");
    Files.write(garbage, new byte[100_000]);
    cloud.publish(garbage);
    try (LiveFunction live = start()) {
      Outcome.FunctionError error = live.fail(LiveFunction.event("hello"), LiveFunction.LIMIT);

      assertThat(error.type()).isEqualTo("dev.hearth.ModelBrokenException");
      assertThat(error.message())
          .contains("minilm@1", "100,000 bytes", "(expected: a whole ONNX model");
      LiveFunction.unpublish(cloud);
      cloud.publish(MODEL);
      live.assertAnswers();
    }
  }

  @Test
  void modelOfAnotherKind_isRefused_andAnswersOnceRepublished() throws IOException {
    Path other = cloud.folder("other.onnx");
    Files.write(other, OtherModel.identity());
    cloud.publish(other);
    try (LiveFunction live = start()) {
      Outcome.FunctionError error = live.fail(LiveFunction.event("hello"), LiveFunction.LIMIT);

      assertThat(error.type()).isEqualTo("dev.hearth.ModelBrokenException");
      assertThat(error.message())
          .contains(
              "model 'minilm@1' does not fit the function",
              "input 'input_ids': not in the model, which has pixels FLOAT32[1, 3]",
              "(expected by the function: input_ids INT64[?, ?])");
      LiveFunction.unpublish(cloud);
      cloud.publish(MODEL);
      live.assertAnswers();
    }
  }

  @Test
  void diskFolderThatCannotBeWritten_isPassedOverWithAWarning() {
    cloud.publish(MODEL);
    try (LiveFunction live = start(env -> env.env("HEARTH_DISK", "/proc/hearth"))) {
      live.assertAnswers();
      String warning =
          live.process().awaitStderr(line -> line.contains("/proc/hearth"), LiveFunction.LIMIT);
      assertThat(warning).contains("WARN", "cannot take model 'minilm@1'", "(expected: ");
    }
  }

  @Test
  void diskThatIsFull_isPassedOverWithAWarning() {
    cloud.publish(MODEL);
    String[] limit = {"prlimit", "--fsize=" + 8_000_000};
    try (LiveFunction live = start(env -> env.commandPrefix(limit))) {
      live.assertAnswers();
      String warning =
          live.process().awaitStderr(line -> line.contains("cannot take"), LiveFunction.LIMIT);
      assertThat(warning).contains("WARN", "File too large", "(expected: ");
      assertThat(cloud.folder("cache").resolve("minilm/1/model.onnx")).doesNotExist();
    }
  }

  private LiveFunction start() {
    return start(UnaryOperator.identity());
  }

  private LiveFunction start(UnaryOperator<FunctionProcessBuilder> change) {
    return new LiveFunction(
        server -> cloud.function(server, function, link.endpoint()),
        builder -> change.apply(builder.env("HEARTH_INIT", "lazy")));
  }
}
