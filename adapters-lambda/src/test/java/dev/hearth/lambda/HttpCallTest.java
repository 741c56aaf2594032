package dev.hearth.lambda;

import static dev.hearth.lambda.Calls.call;
import static dev.hearth.lambda.Calls.json;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Inference;
import dev.hearth.InitPolicy;
import dev.hearth.json.JsonValue;
import dev.hearth.lambda.functions.MemoryModel;
import dev.hearth.lambda.functions.Shout;
import dev.hearth.lambda.functions.Shouting;
import java.util.Base64;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpCallTest {

  private final MemoryModel model = new MemoryModel(() -> {});
  private final Shouting handler = new Shouting(Shout.on(model).build(), InitPolicy.LAZY);

  static Stream<HttpSample> samples() {
    return Stream.of(HttpSample.httpApi(), HttpSample.functionUrl());
  }

  @ParameterizedTest
  @MethodSource("samples")
  void handle_post_answersWithJson(HttpSample sample) {
    assertThat(call(handler, sample.json()))
        .isEqualTo(
            "{\"statusCode\":200,\"headers\":{\"content-type\":\"application/json\"},"
                + "\"body\":\"{\\\"shout\\\":\\\"HELLO\\\"}\",\"isBase64Encoded\":false}");
  }

  @ParameterizedTest
  @MethodSource("samples")
  void handle_array_answersWithAnArray(HttpSample sample) {
    assertThat(answered(sample.body("[{\"text\":\"a\"},{\"text\":\"\u00fc\"}]")))
        .isEqualTo("[{\"shout\":\"A\"},{\"shout\":\"\u00dc\"}]");
    assertThat(answered(sample.body("[]"))).isEqualTo("[]");
  }

  @Test
  void handle_base64_isDecoded() {
    byte[] body = "{\"text\":\"gr\u00fcn\"}".getBytes(UTF_8);
    assertThat(answered(HttpSample.functionUrl().base64(body)))
        .isEqualTo("{\"shout\":\"GR\u00dcN\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=utf-8",
        "application/json;charset=UTF-8",
        "Application/JSON",
        " application/json ; odd"
      })
  void handle_jsonContentType_isTaken(String type) {
    assertThat(answered(HttpSample.httpApi().contentType(type))).isEqualTo("{\"shout\":\"HELLO\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "text/plain|\"text/plain\"",
        "``|\"\"",
        "application/x-www-form-urlencoded|\"application/x-www-form-urlencoded\"",
        "application/problem+json|\"application/problem+json\"",
        "application/jsonlines|\"application/jsonlines\"",
        "text/json, application/json|\"text/json, application/json\""
      })
  void handle_otherContentType_is415(String type, String shown) {
    assertError(
        HttpSample.httpApi().contentType(type),
        415,
        "INVALID_INPUT",
        "content-type: " + shown + " (expected: application/json); send JSON");
    assertThat(model.loads()).isZero();
  }

  @Test
  void handle_longContentType_isNotEchoedAtLength() {
    assertError(
        HttpSample.httpApi().contentType("x".repeat(10_000)),
        415,
        "INVALID_INPUT",
        "content-type: \"" + "x".repeat(40) + "\"... (expected: application/json); send JSON");
  }

  @Test
  void handle_noContentType_isTakenForJson() {
    assertThat(answered(HttpSample.httpApi().withoutContentType()))
        .isEqualTo("{\"shout\":\"HELLO\"}");
    assertThat(answered(HttpSample.httpApi().header("content-type", "null")))
        .isEqualTo("{\"shout\":\"HELLO\"}");
  }

  @Test
  void handle_headerNameInOtherCase_isFound() {
    assertThat(answered(HttpSample.httpApi().header("Content-Type", "\"application/json\"")))
        .isEqualTo("{\"shout\":\"HELLO\"}");
    assertThat(status(HttpSample.httpApi().header("CONTENT-TYPE", "\"text/plain\"")))
        .isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "post"})
  void handle_otherMethod_is405AndNamesTheAllowedOne(String method) {
    HttpSample sample = HttpSample.functionUrl().method(method);
    assertError(
        sample,
        405,
        "INVALID_INPUT",
        "method: \"" + method + "\" (expected: POST); send the items in the body of a POST");
    assertThat(json(call(handler, sample.json())).field("headers").field("allow").text())
        .isEqualTo("POST");
  }

  @Test
  void handle_noMethod_is400() {
    HttpSample sample = HttpSample.httpApi().replace("\"method\": \"POST\",", "");
    assertError(
        sample,
        400,
        "INVALID_INPUT",
        "field 'requestContext.http.method': missing (expected: a value); send it");
  }

  @Test
  void handle_noBody_is400() {
    String message = "body: empty (expected: JSON); send the items in the body";
    assertError(HttpSample.httpApi().withoutBody(), 400, "INVALID_INPUT", message);
    assertError(HttpSample.httpApi().bodyJson("null", false), 400, "INVALID_INPUT", message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|body: empty (expected: one JSON value in UTF-8); send JSON",
        "{|body: ends early, after 1 bytes (expected: one JSON value in UTF-8); send JSON",
        "text=hello|body: not JSON: malformed at line 1 column 1 (expected: one JSON value in UTF-8);"
            + " send JSON",
        "7|field 'body': 7 (expected: an object); send that instead",
        "[{}]|field 'body[0].text': missing (expected: a value); send it"
      })
  void handle_badBody_is400(String body, String message) {
    assertError(HttpSample.functionUrl().body(body), 400, "INVALID_INPUT", message);
    assertError(
        HttpSample.functionUrl().base64(body.getBytes(UTF_8)), 400, "INVALID_INPUT", message);
  }

  @Test
  void handle_bodyOfAnotherType_is400() {
    assertError(
        HttpSample.httpApi().bodyJson("{\"text\":\"hello\"}", false),
        400,
        "INVALID_INPUT",
        "field 'body': an object of 1 fields (expected: a string); send that instead");
  }

  @Test
  void handle_notBase64_is400() {
    assertError(
        HttpSample.httpApi().encoded("{\"text\":\"hello\"}"),
        400,
        "INVALID_INPUT",
        "body: not base64: Illegal base64 character 7b (expected: base64, as isBase64Encoded says)");
  }

  @Test
  void handle_base64OfBadUtf8_is400() {
    assertError(
        HttpSample.httpApi().base64("{\"text\":\"gr\u00fcn\"}".getBytes(ISO_8859_1)),
        400,
        "INVALID_INPUT",
        "body: not UTF-8 (expected: one JSON value in UTF-8); send JSON");
  }

  @ParameterizedTest
  @CsvSource({
    "fail input, 400, INVALID_INPUT, text: rude (expected: polite)",
    "fail unavailable, 503, UNAVAILABLE, store: down; retry",
    "fail deadline, 504, DEADLINE_EXCEEDED, deadline passed; give time",
    "fail configuration, 500, CONFIGURATION, bucket: missing; name one",
    "fail broken, 500, MODEL_BROKEN, model: corrupt; publish it again",
    "fail internal, 500, INTERNAL, internal error; see the log",
    "fail error, 500, INTERNAL, internal error; see the log",
    "fail stack, 500, INTERNAL, internal error; see the log"
  })
  void handle_functionFails_isAnsweredByTheTable(
      String text, int status, String code, String message) {
    HttpSample sample = HttpSample.httpApi().body("{\"text\":\"" + text + "\"}");
    assertError(sample, status, code, message);
  }

  @Test
  void handle_retryableFailure_saysWhenToRetry() {
    assertThat(retryAfter("fail unavailable")).isEqualTo("1");
    assertThat(retryAfter("fail deadline")).isEqualTo("1");
    assertThat(retryAfter("fail configuration")).isEmpty();
    assertThat(retryAfter("fail input")).isEmpty();
    assertThat(retryAfter("hello")).isEmpty();
  }

  @Test
  void handle_internalError_isLoggedWithItsCauseAndNotShown() {
    String event = HttpSample.httpApi().body("{\"text\":\"fail internal\"}").json();
    try (LogCapture log = new LogCapture()) {
      assertThat(call(handler, event)).doesNotContain("swordfish");
      assertThat(log.text())
          .contains("ERROR dev.hearth.http.HttpEndpoint - request id-1 failed\n")
          .contains("java.lang.IllegalStateException: the password is swordfish\n\tat ");
    }
  }

  @Test
  void handle_knownFailure_isLoggedInOneLineAndBadInputNotAtAll() {
    try (LogCapture log = new LogCapture()) {
      call(handler, HttpSample.httpApi().body("{\"text\":\"fail broken\"}").json());
      call(handler, HttpSample.httpApi().body("{\"text\":7}").json());
      assertThat(log.text())
          .hasLineCount(1)
          .endsWith("request id-1 failed: model: corrupt; publish it again\n");
    }
  }

  @Test
  void handle_noTimeLeft_is504() {
    FakeContext late = new FakeContext("id-1", 0);
    String answer = call(handler, HttpSample.httpApi().json().getBytes(UTF_8), late);
    assertThat(json(answer).field("statusCode").integer()).isEqualTo(504);
    assertThat(json(json(answer).field("body").text()).field("error").field("message").text())
        .startsWith("deadline passed while beginning function 'shout' (budget 0 ms, used ");
  }

  @Test
  void handle_telemetryThrows_answersAndWarns() {
    Inference<?, ?> unheard =
        Shout.on(model)
            .telemetry(
                report -> {
                  throw new IllegalStateException("metrics are down");
                })
            .build();
    try (LogCapture log = new LogCapture()) {
      Shouting deaf = new Shouting(unheard, InitPolicy.LAZY);
      assertThat(status(deaf, HttpSample.httpApi())).isEqualTo(200);
      assertThat(log.text())
          .contains(
              "WARN dev.hearth.CallRunner - report of request id-1 to function 'shout' is lost")
          .contains("metrics are down");
    }
  }

  @Test
  void handle_sixMegabytes_isAnswered() {
    String items = "{\"text\":\"" + "x".repeat(1_000) + "\"}";
    String body = "[" + items + ("," + items).repeat(999) + "]";
    String large = body + " ".repeat(4_000_000 - body.length());
    HttpSample sample =
        HttpSample.httpApi().encoded(Base64.getEncoder().encodeToString(large.getBytes(UTF_8)));
    assertThat(json(answered(sample)).items()).hasSize(1_000);
  }

  private String retryAfter(String text) {
    String event = HttpSample.httpApi().body("{\"text\":\"" + text + "\"}").json();
    return json(call(handler, event))
        .field("headers")
        .optional("retry-after")
        .map(JsonValue::text)
        .orElse("");
  }

  private void assertError(HttpSample sample, int status, String code, String message) {
    JsonValue answer = json(call(handler, sample.json()));
    assertThat(answer.field("statusCode").integer()).isEqualTo(status);
    assertThat(answer.field("headers").field("content-type").text()).isEqualTo("application/json");
    assertThat(answer.field("isBase64Encoded").flag()).isFalse();
    JsonValue error = json(answer.field("body").text()).field("error");
    assertThat(error.field("message").text()).isEqualTo(message);
    assertThat(error.field("code").text()).isEqualTo(code);
    assertThat(error.field("requestId").text()).isEqualTo("id-1");
  }

  private String answered(HttpSample sample) {
    JsonValue answer = json(call(handler, sample.json()));
    assertThat(answer.field("statusCode").integer()).isEqualTo(200);
    return answer.field("body").text();
  }

  private long status(HttpSample sample) {
    return status(handler, sample);
  }

  private static long status(LambdaInferenceHandler handler, HttpSample sample) {
    return json(call(handler, sample.json())).field("statusCode").integer();
  }
}
