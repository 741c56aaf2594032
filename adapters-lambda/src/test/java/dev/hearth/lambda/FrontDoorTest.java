package dev.hearth.lambda;

import static dev.hearth.lambda.Calls.call;
import static dev.hearth.lambda.Calls.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.json.JsonValue;
import dev.hearth.lambda.functions.Shouting;
import dev.hearth.testkit.function.HttpMessage;
import dev.hearth.testkit.function.HttpReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the front doors differ in; what they have in common is in their contract. */
class FrontDoorTest {

  private static final int CALLERS = 64;

  private final Shouting handler = Served.bare(Map.of());

  @Test
  void handle_restApi_isAnsweredLikeAnHttpApi() {
    assertThat(call(handler, Samples.read("rest-api")))
        .isEqualTo(
            "{\"statusCode\":200,\"headers\":{\"content-type\":\"application/json\"},"
                + "\"body\":\"{\\\"shout\\\":\\\"HELLO\\\"}\",\"isBase64Encoded\":false}");
  }

  @Test
  void handle_httpApiOfFormatOne_isAnswered() {
    String event = Samples.read("rest-api", "\"resource\"", "\"version\": \"1.0\", \"resource\"");
    assertThat(json(call(handler, event)).field("statusCode").integer()).isEqualTo(200);
  }

  @Test
  void handle_loadBalancer_isAnsweredWithADescription() {
    assertThat(call(handler, Samples.read("load-balancer")))
        .isEqualTo(
            "{\"statusCode\":200,\"statusDescription\":\"200 OK\",\"headers\":{\"content-type\":"
                + "\"application/json\"},\"body\":\"{\\\"shout\\\":\\\"HELLO\\\"}\","
                + "\"isBase64Encoded\":false}");
  }

  @Test
  void handle_loadBalancerThatSendsManyValues_isAnsweredWithMany() {
    assertThat(call(handler, Samples.read("load-balancer-multi-value")))
        .isEqualTo(
            "{\"statusCode\":200,\"statusDescription\":\"200 OK\",\"multiValueHeaders\":{"
                + "\"content-type\":[\"application/json\"]},\"body\":\"{\\\"shout\\\":\\\"HELLO"
                + "\\\"}\",\"isBase64Encoded\":false}");
  }

  @ParameterizedTest
  @CsvSource({
    "fail input, 400 Bad Request",
    "fail unavailable, 503 Service Unavailable",
    "fail deadline, 504 Gateway Timeout",
    "fail internal, 500 Internal Server Error"
  })
  void handle_loadBalancerFailure_isDescribed(String text, String description) {
    JsonValue answer = json(call(handler, Samples.read("load-balancer", "hello", text)));
    assertThat(answer.field("statusDescription").text()).isEqualTo(description);
  }

  @Test
  void handle_loadBalancersHealthCheck_isReadiness() {
    String event =
        Samples.read("load-balancer", "\"httpMethod\": \"POST\"", "\"httpMethod\": \"GET\"")
            .replace("\"path\": \"/tickets\"", "\"path\": \"/_ready\"");
    call(handler, Samples.read("load-balancer"));
    JsonValue answer = json(call(handler, event));
    assertThat(answer.field("statusDescription").text()).isEqualTo("200 OK");
    assertThat(answer.field("body").text()).isEqualTo("{\"ready\":true}");
  }

  @ParameterizedTest
  @CsvSource({"rest-api", "load-balancer-multi-value"})
  void handle_headerWithSeveralValues_isReadAsOneList(String sample) {
    String twice =
        Samples.read(
            sample,
            "\"accept\": [\"*/*\"]",
            "\"accept\": [\"text/html\", \"application/x-ndjson\"]");
    JsonValue answer = json(call(handler, twice));
    assertThat(answer.field("body").text()).isEqualTo("{\"shout\":\"HELLO\"}\n");
    String types =
        Samples.read(
            sample,
            "\"content-type\": [\"application/json\"]",
            "\"Content-Type\": [\"text/csv\", \"application/json\"]");
    assertThat(json(call(handler, types)).field("statusCode").integer()).isEqualTo(415);
  }

  @ParameterizedTest
  @CsvSource({"rest-api", "load-balancer"})
  void handle_noBody_is400AndOfAnotherMethod405(String sample) {
    String none =
        Samples.read(sample, "\"body\": \"{\\\"text\\\":\\\"hello\\\"}\"", "\"body\": null");
    JsonValue answer = json(call(handler, none));
    assertThat(answer.field("statusCode").integer()).isEqualTo(400);
    assertThat(answer.field("body").text())
        .contains("body: empty (expected: JSON); send the items in the body");
    String get = none.replace("\"httpMethod\": \"POST\"", "\"httpMethod\": \"GET\"");
    assertThat(json(call(handler, get)).field("statusCode").integer()).isEqualTo(405);
  }

  @ParameterizedTest
  @EnumSource(FrontDoors.class)
  void handle_sixtyFourAtOnce_eachGetsItsOwn(FrontDoors door) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    CountDownLatch start = new CountDownLatch(CALLERS);
    try {
      List<Future<HttpReply>> replies = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        String body = "{\"text\":\"n" + i + "\u00fc\"}";
        replies.add(
            threads.submit(
                () -> {
                  start.countDown();
                  start.await();
                  byte[] event = door.event(HttpMessage.post(body));
                  return door.reply(json(call(handler, event, FakeContext.AMPLE)));
                }));
      }
      for (int i = 0; i < CALLERS; i++) {
        HttpReply reply = replies.get(i).get();
        assertThat(new String(reply.body(), UTF_8)).isEqualTo("{\"shout\":\"N" + i + "\u00dc\"}");
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
