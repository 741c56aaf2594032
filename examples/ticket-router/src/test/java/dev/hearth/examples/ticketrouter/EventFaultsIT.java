package dev.hearth.examples.ticketrouter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.examples.ticketrouter.demo.LocalCloud;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import dev.hearth.testkit.lambda.FunctionPackage;
import dev.hearth.testkit.lambda.Outcome;
import dev.hearth.testkit.lambda.RuntimeApiServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the packaged function answers to good and bad events; one process for all of them. */
class EventFaultsIT {

  private static LocalCloud cloud;
  private static LiveFunction live;

  @BeforeAll
  static void start() throws IOException {
    cloud = LocalCloud.start();
    cloud.publish(
        Path.of(System.getProperty("model.dir", "target/model"), "all-minilm-l6-v2-q.onnx"));
    FunctionPackage function =
        cloud.unpack(Path.of(System.getProperty("function.zip", "target/function.zip")));
    live =
        new LiveFunction(
            (RuntimeApiServer server) -> cloud.function(server, function),
            UnaryOperator.identity());
  }

  @AfterAll
  static void stop() {
    live.close();
    cloud.close();
  }

  @Test
  void notJson_saysWhereItEnds() {
    assertRefused("{\"text\": \"hel", "event: not JSON", "line 1 column 14");
  }

  @Test
  void noJsonAtAll_saysWhatWasExpected() {
    assertRefused("hello", "event: not JSON", "(expected: one JSON value in UTF-8); send JSON");
  }

  @Test
  void missingText_isNamed() {
    assertRefused("{}", "field 'text': missing (expected: a value)");
  }

  @Test
  void emptyText_isRefused() {
    assertRefused("{\"text\":\"\"}", "text: 0 characters (expected: 1..10000); send a longer text");
  }

  @Test
  void overLongText_isRefused() {
    assertRefused(
        LiveFunction.event("x".repeat(10_001)),
        "text: 10001 characters (expected: 1..10000); send a shorter text");
  }

  @Test
  void wrongType_isNamed() {
    assertRefused("{\"text\":17}", "field 'text': 17 (expected: a string)");
  }

  @Test
  void longestText_isAnswered() {
    assertThat(live.answer("password ".repeat(1_111))).isEqualTo("account access");
  }

  @Test
  void severalTickets_areAnsweredInOrder() {
    String event =
        "[{\"text\":\"Where is my parcel?\"},{\"text\":\"I cannot sign in, wrong password\"}]";
    Outcome outcome = live.send(event, LiveFunction.LIMIT);
    JsonValue answer = JsonValue.parse(((Outcome.Response) outcome).body().bytes(), "answer");
    assertThat(answer.items().get(0).field("department").text()).isEqualTo("shipping");
    assertThat(answer.items().get(1).field("department").text()).isEqualTo("account access");
  }

  @Test
  void httpEvent_isAnsweredWithAStatus() {
    JsonValue ok = http(LiveFunction.event(LiveFunction.TICKET));
    assertThat(ok.field("statusCode").integer()).isEqualTo(200);
    assertThat(ok.field("body").text()).contains("account access");

    JsonValue bad = http("{\"text\":17}");
    assertThat(bad.field("statusCode").integer()).isEqualTo(400);
    assertThat(bad.field("body").text()).contains("INVALID_INPUT", "17 (expected: a string)");
  }

  private static JsonValue http(String body) {
    JsonSink event = new JsonSink();
    event.beginObject().field("version", "2.0").field("rawPath", "/").name("requestContext");
    event.beginObject().name("http").beginObject().field("method", "POST").endObject().endObject();
    event.field("body", body).field("isBase64Encoded", false).endObject();
    Outcome outcome = live.send(event.toString(), LiveFunction.LIMIT);
    return JsonValue.parse(((Outcome.Response) outcome).body().bytes(), "answer");
  }

  private static void assertRefused(String event, String... parts) {
    Outcome.FunctionError error = live.fail(event, LiveFunction.LIMIT);
    assertThat(error.type()).isEqualTo("dev.hearth.InvalidInputException");
    assertThat(error.message()).contains(parts);
    live.assertAnswers();
  }
}
