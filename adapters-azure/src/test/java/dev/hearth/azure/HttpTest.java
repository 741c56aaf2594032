package dev.hearth.azure;

import static dev.hearth.azure.FakeRequest.bytes;
import static dev.hearth.azure.FakeRequest.text;
import static dev.hearth.azure.Shout.said;
import static dev.hearth.azure.Shout.say;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.functions.HttpResponseMessage;
import dev.hearth.Environment;
import dev.hearth.http.HttpEndpoint;
import dev.hearth.json.JsonValue;
import dev.hearth.testkit.function.KitModel;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpTest {

  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final KitModel model = new KitModel();
  private final AzureInference inference = inference(Map.of());

  @Test
  void http_jsonText_isAnsweredWithText() {
    HttpResponseMessage response = send(FakeRequest.post(say("hello")));
    assertThat(response.getStatusCode()).isEqualTo(200);
    assertThat(response.getBody()).isEqualTo(said("hello"));
    assertThat(response.getHeader("content-type")).isEqualTo("application/json");
  }

  @Test
  void http_jsonBytes_areAnsweredLikeText() {
    byte[] body = say("größe").getBytes(StandardCharsets.UTF_8);
    assertThat(text(send(FakeRequest.post("application/json; charset=utf-8", body))))
        .isEqualTo("{\"shout\":\"GRÖSSE\"}");
  }

  @Test
  void http_someItemsFail_says207() {
    HttpResponseMessage response =
        send(FakeRequest.post("[" + say("a") + "," + say("fail input") + "]"));
    assertThat(response.getStatusCode()).isEqualTo(207);
    assertThat(text(response)).startsWith("[" + said("a") + ",{\"error\":");
  }

  @Test
  void http_headersInAnyCase_areFound() {
    FakeRequest request = FakeRequest.post(say("a")).without("content-type");
    HttpResponseMessage refused = send(request.with("Content-TYPE", "text/html"));
    assertThat(refused.getStatusCode()).isEqualTo(415);
    HttpResponseMessage lines = send(request.with("ACCEPT", "application/x-ndjson"));
    assertThat(lines.getHeader("content-type")).isEqualTo("application/x-ndjson");
  }

  @Test
  void http_lines_comeAsAWhole() {
    FakeRequest request = FakeRequest.post("[" + say("a") + "," + say("b") + "]");
    assertThat(text(send(request.with("accept", "application/x-ndjson"))))
        .isEqualTo(said("a") + "\n" + said("b") + "\n");
  }

  @Test
  void http_bytesWanted_comeAsBytes() {
    HttpResponseMessage response = send(FakeRequest.post(say("abc")).with("accept", "image/png"));
    assertThat(response.getHeader("content-type")).isEqualTo("image/png");
    assertThat(response.getBody()).isEqualTo(new byte[] {(byte) 0x89, 3, 0});
  }

  @Test
  void http_imageAsBytes_isAnItem() {
    assertThat(text(send(FakeRequest.post("image/png", new byte[] {(byte) 0xff, 0, 1}))))
        .isEqualTo("{\"shout\":\"IMAGE/PNG OF 3\"}");
  }

  @Test
  void http_imageThatTheHostDecoded_isRefused() {
    HttpResponseMessage response = send(FakeRequest.post("image/PNG; x=y", "\uFFFDPNG"));
    assertThat(response.getStatusCode()).isEqualTo(400);
    assertThat(message(response))
        .isEqualTo(
            "body: image/png, decoded as text by the host (expected: JSON, or bytes in a function"
                + " whose body is byte[]); send the bytes in base64, or run the function as a"
                + " custom handler");
  }

  @Test
  void http_noBody_isRefused() {
    assertThat(send(FakeRequest.post(say("a")).empty()).getStatusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "fail input,400,INVALID_INPUT,text: rude (expected: polite)",
    "fail unavailable,503,UNAVAILABLE,store: down; retry",
    "fail deadline,504,DEADLINE_EXCEEDED,deadline passed; give time",
    "fail configuration,500,CONFIGURATION,bucket: missing; name one",
    "fail internal,500,INTERNAL,internal error; see the log",
    "fail error,500,INTERNAL,internal error; see the log"
  })
  void http_failure_hasItsStatusAndNamesTheInvocation(
      String item, int status, String code, String message) {
    HttpResponseMessage response = send(FakeRequest.post(say(item)));
    assertThat(response.getStatusCode()).isEqualTo(status);
    JsonValue error = json(response).field("error");
    assertThat(error.field("code").text()).isEqualTo(code);
    assertThat(error.field("message").text()).isEqualTo(message);
    assertThat(error.field("requestId").text()).isEqualTo("invocation-1");
  }

  @Test
  void http_otherMethod_isRefused() {
    HttpResponseMessage response = send(FakeRequest.post(say("a")).by("DELETE"));
    assertThat(response.getStatusCode()).isEqualTo(405);
    assertThat(response.getHeader("allow")).isEqualTo("POST");
  }

  @Test
  void http_readiness_beginsTheLoadAndTells() {
    FakeRequest probe = FakeRequest.post(say("a")).by("GET").to("/api/shout/_ready").empty();
    AzureInference lazy = inference(Map.of("HEARTH_INIT", "lazy"));
    assertThat(lazy.http(probe, new FakeContext("i")).getStatusCode()).isEqualTo(503);
    lazy.http(FakeRequest.post(say("a")), new FakeContext("i"));
    assertThat(lazy.http(probe, new FakeContext("i")).getStatusCode()).isEqualTo(200);
    assertThat(model.loads()).isEqualTo(1);
  }

  @Test
  void http_uriWithoutPath_isAnswered() {
    FakeRequest odd = new FakeRequest("POST", URI.create("mailto:x"), Map.of(), body(say("a")));
    assertThat(text(send(odd))).isEqualTo(said("a"));
  }

  @Test
  void http_bodyOverTheLimit_isRefused() {
    byte[] body = new byte[HttpEndpoint.MAX_BODY_BYTES + 1];
    assertThat(send(FakeRequest.post("application/json", body)).getStatusCode()).isEqualTo(413);
  }

  @Test
  void http_traceOfTheInvocation_isTheCalls() {
    FakeRequest request = FakeRequest.post(say("trace"));
    assertThat(text(inference.http(request, new FakeContext("i", PARENT))))
        .isEqualTo("{\"shout\":\"" + PARENT + "\"}");
    assertThat(text(inference.http(request, new FakeContext("i", ""))))
        .isEqualTo("{\"shout\":\"none\"}");
  }

  @Test
  void http_noTimeoutSet_leavesTheWayBack() {
    assertThat(text(send(FakeRequest.post(say("budget"))))).isEqualTo("{\"shout\":\"PT3M45S\"}");
  }

  @Test
  void http_timeoutSet_isTheBudget() {
    AzureInference quick = inference(Map.of("HEARTH_TIMEOUT", "2.5"));
    assertThat(text(quick.http(FakeRequest.post(say("budget")), new FakeContext("i"))))
        .isEqualTo("{\"shout\":\"PT2.5S\"}");
  }

  private AzureInference inference(Map<String, String> variables) {
    return AzureInference.of(() -> Shout.service(model), new Environment(variables));
  }

  private HttpResponseMessage send(FakeRequest request) {
    return inference.http(request, new FakeContext("invocation-1"));
  }

  private static String message(HttpResponseMessage response) {
    return json(response).field("error").field("message").text();
  }

  private static JsonValue json(HttpResponseMessage response) {
    return JsonValue.parse(bytes(response), "response");
  }

  private static Optional<String> body(String text) {
    return Optional.of(text);
  }
}
