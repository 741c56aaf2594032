package dev.hearth.lambda;

import static dev.hearth.lambda.Calls.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.InitPolicy;
import dev.hearth.lambda.functions.EightAtOnce;
import dev.hearth.lambda.functions.InitWitness;
import dev.hearth.lambda.functions.NeverLoading;
import dev.hearth.lambda.functions.Shouting;
import dev.hearth.testkit.lambda.FunctionProcess;
import dev.hearth.testkit.lambda.FunctionProcessBuilder;
import dev.hearth.testkit.lambda.Invocation;
import dev.hearth.testkit.lambda.Outcome;
import dev.hearth.testkit.lambda.RuntimeApiServer;
import dev.hearth.testkit.lambda.RuntimeCall;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each test starts the published runtime client in a JVM of its own. */
class RuntimeClientTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final RuntimeApiServer server = RuntimeApiServer.start();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void invoke_goodAndBadEvents_answersEachAndLivesOn() {
    try (FunctionProcess function = function(server, Shouting.class).start()) {
      assertThat(response("{\"text\":\"hello\"}")).isEqualTo("{\"shout\":\"HELLO\"}");
      assertError(
          "",
          "dev.hearth.InvalidInputException",
          "event: empty (expected: one JSON value in UTF-8); send JSON");
      assertError(
          "text=hello",
          "dev.hearth.InvalidInputException",
          "event: not JSON: malformed at line 1 column 1 (expected: one JSON value in UTF-8); send"
              + " JSON");
      assertError(
          "7",
          "dev.hearth.InvalidInputException",
          "field 'event': 7 (expected: an object); send that instead");
      assertError(
          "{\"text\":[]}",
          "dev.hearth.InvalidInputException",
          "field 'text': an array of 0 elements (expected: a string); send that instead");
      assertError(
          "[".repeat(100_000),
          "dev.hearth.InvalidInputException",
          "event: not JSON: Nesting limit 64 reached at line 1 column 66 (expected: one JSON value"
              + " in UTF-8); send JSON");
      assertError(
          "{\"text\":\"fail unavailable\"}",
          "dev.hearth.ModelUnavailableException",
          "store: down; retry");
      assertThat(response("[{\"text\":\"again\"}]")).isEqualTo("[{\"shout\":\"AGAIN\"}]");
      assertThat(function.isAlive()).isTrue();
    }
  }

  @Test
  void invoke_httpEvents_areAnsweredWithStatusAndLogged() {
    try (FunctionProcess function = function(server, Shouting.class).start()) {
      assertThat(response(HttpSample.httpApi().json()))
          .isEqualTo(
              "{\"statusCode\":200,\"headers\":{\"content-type\":\"application/json\"},"
                  + "\"body\":\"{\\\"shout\\\":\\\"HELLO\\\"}\",\"isBase64Encoded\":false}");
      assertThat(status(HttpSample.functionUrl().method("GET"))).isEqualTo(405);
      Invocation failed =
          invoke(HttpSample.functionUrl().body("{\"text\":\"fail internal\"}").json());
      assertThat(json(failed.response().text()).field("statusCode").integer()).isEqualTo(500);
      assertThat(failed.response().text()).contains(failed.requestId()).doesNotContain("swordfish");
      function.awaitStderr(
          line -> line.contains("request " + failed.requestId() + " failed"), LIMIT);
    }
  }

  @Test
  void invoke_restApiAndQueue_areAnswered() {
    try (FunctionProcess function =
        function(server, Shouting.class).env("HEARTH_RESULTS", "none").start()) {
      assertThat(response(Samples.read("rest-api")))
          .isEqualTo(
              "{\"statusCode\":200,\"headers\":{\"content-type\":\"application/json\"},"
                  + "\"body\":\"{\\\"shout\\\":\\\"HELLO\\\"}\",\"isBase64Encoded\":false}");
      assertThat(response(Samples.read("sqs"))).isEqualTo("{\"batchItemFailures\":[]}");
      String poisoned = Samples.read("sqs-fifo", "hello", "fail internal");
      assertThat(response(poisoned))
          .isEqualTo(
              "{\"batchItemFailures\":["
                  + "{\"itemIdentifier\":\"7d9f0b1a-3c5e-4f60-8a7b-9c0d1e2f3a40\"},"
                  + "{\"itemIdentifier\":\"7d9f0b1a-3c5e-4f60-8a7b-9c0d1e2f3a42\"}]}");
      String nameless = Samples.read("sqs", "messageId", "id");
      assertError(
          nameless,
          "dev.hearth.InvalidInputException",
          "field 'Records[0].messageId': missing (expected: a value); send it");
      assertThat(function.isAlive()).isTrue();
    }
  }

  @Test
  void invoke_loadHangs_failsBeforeLambdasLimitAndLivesOn() {
    try (FunctionProcess function = function(server, NeverLoading.class).start()) {
      server.awaitFirstNext(LIMIT);
      Outcome outcome = server.invoke(bytes("{\"text\":\"a\"}"), Duration.ofSeconds(5)).outcome();
      assertThat(outcome).isInstanceOf(Outcome.FunctionError.class);
      assertThat(((Outcome.FunctionError) outcome).type())
          .isEqualTo("dev.hearth.DeadlineExceededException");
      assertThat(((Outcome.FunctionError) outcome).message())
          .startsWith("deadline passed while loading model 'weightless@1'");
      assertThat(response("[]")).isEqualTo("[]");
      assertThat(function.isAlive()).isTrue();
    }
  }

  /** The client's own rule for errors of the JVM: report, then let the platform start afresh. */
  @Test
  void invoke_stackOverflow_isReportedAndEndsTheProcess() {
    try (FunctionProcess function = function(server, Shouting.class).start()) {
      assertError(
          "{\"text\":\"fail stack\"}",
          "java.lang.StackOverflowError",
          "java.lang.StackOverflowError");
      assertThat(function.awaitExit(LIMIT).code()).isZero();
    }
  }

  @Test
  void invoke_maxConcurrencyEight_eightAreInTheFunctionAtOnce() throws Exception {
    try (FunctionProcess function = function(server, EightAtOnce.class).maxConcurrency(8).start()) {
      List<CompletableFuture<Invocation>> answers =
          IntStream.range(0, 16).mapToObj(i -> server.submit(bytes("" + i), LIMIT)).toList();
      for (int i = 0; i < answers.size(); i++) {
        assertThat(answers.get(i).get(60, TimeUnit.SECONDS).response().text()).isEqualTo("" + i);
      }
      assertThat(function.isAlive()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "eager, EAGER loadedInInit=true loadsBeforeTheCall=1",
    "background, BACKGROUND loadedInInit=false loadsBeforeTheCall=1",
    "lazy, LAZY loadedInInit=false loadsBeforeTheCall=0",
    "'', BACKGROUND loadedInInit=false loadsBeforeTheCall=1"
  })
  void start_policyInTheEnvironment_decidesWhenTheModelIsLoaded(String policy, String seen) {
    try (FunctionProcess function =
        function(server, InitWitness.class).env(InitPolicy.VARIABLE, policy).start()) {
      assertThat(response("{}")).isEqualTo("\"" + seen + "\"");
      assertThat(function.isAlive()).isTrue();
    }
  }

  @Test
  void start_policyMisspelt_failsTheInitWithTheWords() {
    try (FunctionProcess function =
        function(server, Shouting.class).env(InitPolicy.VARIABLE, "soon").start()) {
      assertThat(server.awaitInitError(LIMIT).message())
          .isEqualTo("HEARTH_INIT: 'soon' (expected: eager, background or lazy); set one of them");
      assertThat(function.awaitExit(LIMIT).code()).isNotZero();
    }
  }

  @Test
  void start_snapStart_loadsBeforeTheCheckpoint() {
    try (RuntimeApiServer holding = RuntimeApiServer.builder().holdRestore().start();
        FunctionProcess function = function(holding, InitWitness.class).snapStart().start()) {
      holding.awaitFirst(RuntimeCall.RESTORE_NEXT, LIMIT);
      function.awaitStderr("model is loaded"::equals, LIMIT);
      assertThat(holding.waiting()).isZero();
      holding.restore();
      assertThat(holding.invoke(bytes("{}"), LIMIT).response().text())
          .isEqualTo("\"EAGER loadedInInit=true loadsBeforeTheCall=1\"");
    }
  }

  private void assertError(String event, String type, String message) {
    Outcome outcome = invoke(event).outcome();
    assertThat(outcome).isInstanceOf(Outcome.FunctionError.class);
    Outcome.FunctionError error = (Outcome.FunctionError) outcome;
    assertThat(error.message()).isEqualTo(message);
    assertThat(error.type()).isEqualTo(type);
    assertThat(json(error.body().text()).field("stackTrace").isArray()).isTrue();
  }

  private long status(HttpSample sample) {
    return json(response(sample.json())).field("statusCode").integer();
  }

  private String response(String event) {
    return invoke(event).response().text();
  }

  private Invocation invoke(String event) {
    return server.invoke(bytes(event), LIMIT);
  }

  private static FunctionProcessBuilder function(RuntimeApiServer server, Class<?> handler) {
    List<Path> classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .map(Path::of)
            .toList();
    return FunctionProcess.builder(server, handler.getName() + "::handleRequest")
        .classPath(classPath);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
