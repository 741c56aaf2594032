package dev.hearth.http;

import static dev.hearth.http.Requests.CALL;
import static dev.hearth.http.Requests.failure;
import static dev.hearth.http.Requests.post;
import static dev.hearth.http.Requests.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Deadline;
import dev.hearth.FakeTicker;
import dev.hearth.InferenceService;
import dev.hearth.ModelBrokenException;
import dev.hearth.function.Call;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEndpointTest {

  private final Requests requests = new Requests();
  private final HttpEndpoint endpoint = requests.endpoint();

  @Test
  void answer_items_isJson() {
    assertResponse(answer(post("{\"n\":7}")), 200, "{\"text\":\"7\"}");
    assertResponse(answer(post("[{\"n\":7}]")), 200, "[{\"text\":\"7\"}]");
    assertThat(answer(post("{\"n\":7}")).headers())
        .isEqualTo(Map.of("content-type", "application/json"));
    assertThat(answer(post("{\"n\":7}")).isText()).isTrue();
  }

  @Test
  void answer_someItemsFail_isMultiStatus() {
    assertResponse(
        answer(post("[{\"n\":7},{\"n\":-1}]")),
        207,
        "[{\"text\":\"7\"},{\"error\":{\"code\":\"INVALID_INPUT\",\"message\":"
            + "\"n: -1 (expected: more); send that\"}}]");
  }

  @Test
  void answer_functionFails_hasTheProblemsStatus() {
    assertResponse(
        answer(post("{\"n\":-1}")),
        400,
        failure("INVALID_INPUT", "n: -1 (expected: more); send that"));
    HttpResponse away = answer(post("{\"n\":-4}"));
    assertResponse(away, 503, failure("UNAVAILABLE", "store: down; retry"));
    assertThat(away.headers()).containsEntry("retry-after", "1");
    HttpResponse internal = answer(post("{\"n\":-2}"));
    assertResponse(internal, 500, failure("INTERNAL", "internal error; see the log"));
    assertThat(internal.headers()).doesNotContainKey("retry-after");
    assertResponse(
        answer(post("{\"n\":-3}")), 500, failure("INTERNAL", "internal error; see the log"));
  }

  @Test
  void answer_modelBroken_isAnswered() {
    requests.model.loader =
        () -> {
          throw new ModelBrokenException("model: corrupt; publish it");
        };
    assertResponse(
        answer(post("{\"n\":1}")), 500, failure("MODEL_BROKEN", "model: corrupt; publish it"));
  }

  @Test
  void answer_deadlinePassed_is504() {
    FakeTicker clock = new FakeTicker();
    Call late = new Call("id-1", Deadline.after(Duration.ofMillis(5), clock));
    clock.advance(Duration.ofMillis(6));
    HttpResponse response = endpoint.answer(post("{\"n\":1}"), late);
    assertThat(response.status()).isEqualTo(504);
    assertThat(response.headers()).containsEntry("retry-after", "1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "post", ""})
  void answer_otherMethod_is405(String method) {
    HttpResponse response = answer(request(method, "/", Map.of(), new byte[0]));
    assertResponse(
        response,
        405,
        failure(
            "INVALID_INPUT",
            "method: \"" + method + "\" (expected: POST); send the items in the body of a POST"));
    assertThat(response.headers()).containsEntry("allow", "POST");
  }

  @Test
  void answer_unknownPath_is404() {
    HttpEndpoint two =
        new HttpEndpoint(
            InferenceService.builder("two")
                .route("/a", requests.texts().build())
                .route("/b", requests.texts().build())
                .build());
    byte[] body = "{\"n\":1}".getBytes(UTF_8);
    assertThat(two.answer(request("POST", "/x/b", Map.of(), body), CALL).status()).isEqualTo(200);
    assertResponse(
        two.answer(request("POST", "/" + "c".repeat(50), Map.of(), body), CALL),
        404,
        failure(
            "INVALID_INPUT",
            "path: \"/" + "c".repeat(39) + "\"... (expected: /a, /b); send to one of them"));
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, 200",
    "Application/JSON;charset=UTF-8, 200",
    "' application/json ; x', 200",
    "application/jsonx, 415",
    "text/plain, 415",
    "text/csv, 200",
    "image/png, 200",
    "IMAGE/anything; q=1, 200",
    "image, 415",
    "'', 415"
  })
  void answer_contentType_isTakenIfKnown(String type, int status) {
    HttpResponse response = answer(post("{\"n\":1}", Map.of("content-type", type)));
    assertThat(response.status()).isEqualTo(status);
  }

  @Test
  void answer_otherMediaType_saysWhatIsTaken() {
    assertResponse(
        answer(post("x", Map.of("content-type", "text/plain"))),
        415,
        failure(
            "INVALID_INPUT",
            "content-type: \"text/plain\" (expected: application/json or image/*, text/csv); send"
                + " JSON"));
  }

  @Test
  void answer_contentEncoding_isRefusedUnlessIdentity() {
    assertThat(answer(post("{\"n\":1}", Map.of("content-encoding", "Identity"))).status())
        .isEqualTo(200);
    assertResponse(
        answer(post("{\"n\":1}", Map.of("content-encoding", "gzip"))),
        415,
        failure(
            "INVALID_INPUT",
            "content-encoding: \"gzip\" (expected: identity); send the body as it is"));
  }

  @Test
  void answer_bodyTooLong_is413() {
    HttpEndpoint small = new HttpEndpoint(InferenceService.of(requests.texts().build()), 7);
    assertThat(small.maxBodyBytes()).isEqualTo(7);
    assertThat(small.answer(post("{\"n\":1}"), CALL).status()).isEqualTo(200);
    assertResponse(
        small.answer(post("{\"n\":11}"), CALL),
        413,
        failure("INVALID_INPUT", "body: too long (expected: at most 7 bytes); send less at once"));
    assertThat(endpoint.maxBodyBytes()).isEqualTo(20 * 1024 * 1024);
  }

  @Test
  void answer_otherMediaTypes_areOneItem() {
    HttpRequest image = post("12345", Map.of("content-type", "image/png"));
    assertResponse(answer(image), 200, "{\"text\":\"5\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "text/plain, true",
    "TEXT/plain, true",
    "'application/json, text/plain;q=0.5', true",
    "text/*, true",
    "*/*, false",
    "application/json, false",
    "text/html, false",
    "'', false"
  })
  void answer_accept_choosesBytesIfItNamesThem(String accept, boolean bytes) {
    HttpResponse response = answer(post("{\"n\":7}", Map.of("accept", accept)));
    assertThat(response.text()).isEqualTo(bytes ? "7" : "{\"text\":\"7\"}");
    assertThat(response.headers())
        .containsEntry("content-type", bytes ? "text/plain" : "application/json");
  }

  @Test
  void answer_lines_isOneForEachItem() {
    HttpResponse response =
        answer(
            post(
                "[{\"n\":1},{\"n\":-1},{\"n\":3}]", Map.of("accept", "application/x-ndjson; q=1")));
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.headers()).containsEntry("content-type", "application/x-ndjson");
    assertThat(response.isText()).isTrue();
    assertThat(response.text())
        .isEqualTo(
            "{\"text\":\"1\"}\n"
                + "{\"error\":{\"code\":\"INVALID_INPUT\",\"message\":"
                + "\"n: -1 (expected: more); send that\"}}\n"
                + "{\"text\":\"3\"}\n");
  }

  @Test
  void answer_ready_tellsAndPreloads() {
    HttpRequest ready = request("GET", "/x/_ready", Map.of(), new byte[0]);
    assertResponse(answer(ready), 503, "{\"ready\":false}");
    assertThat(requests.model.preloads).hasValue(1);
    answer(post("{\"n\":1}"));
    assertResponse(answer(ready), 200, "{\"ready\":true}");
    assertThat(requests.model.preloads).hasValue(1);
  }

  @Test
  void answer_readyByAnotherMethod_isNoQuestion() {
    HttpRequest head = request("HEAD", "/_ready", Map.of(), new byte[0]);
    assertThat(answer(head).status()).isEqualTo(405);
    assertThat(requests.model.preloads).hasValue(0);
  }

  @Test
  void isText_bytes_isNot() {
    assertThat(new HttpResponse(200, Map.of("content-type", "image/png"), new byte[0]).isText())
        .isFalse();
    assertThat(new HttpResponse(200, Map.of("content-type", "text/csv"), new byte[0]).isText())
        .isTrue();
    assertThat(new HttpResponse(204, Map.of(), new byte[0]).isText()).isTrue();
  }

  private HttpResponse answer(HttpRequest request) {
    return endpoint.answer(request, CALL);
  }

  private static void assertResponse(HttpResponse response, int status, String body) {
    assertThat(response.text()).isEqualTo(body);
    assertThat(response.status()).isEqualTo(status);
  }
}
