package dev.hearth.gcf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.gcf.functions.ShoutingAtEvents;
import dev.hearth.testkit.http.ServedProcess;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events over HTTP, as the platform delivers them, to the function under the published invoker. */
class InvokedEventsTest {

  private static final int NO_CONTENT = 204;

  @TempDir static Path folder;

  private static ServedProcess function;
  private static Client client;

  @BeforeAll
  static void start() {
    function =
        ServedProcess.invoker(ShoutingAtEvents.class.getName())
            .env(ShoutingAtEvents.FOLDER, folder.toString())
            .start();
    client = new Client(function);
  }

  @AfterAll
  static void stop() {
    function.close();
  }

  @Test
  void binary_objectFinalized_itsResultIsWrittenBesideIt() throws Exception {
    put("a/b.json", "{\"text\":\"grüße\"}");
    int status =
        binary(
            "1",
            EventInferenceFunction.FINALIZED,
            "{\"bucket\":\"in\",\"name\":\"a/b.json\",\"contentType\":\"application/json\","
                + "\"size\":\"17\"}");
    assertThat(status).isBetween(200, NO_CONTENT);
    assertThat(folder.resolve("in/a/b.json.result.json"))
        .content(UTF_8)
        .isEqualTo("{\"shout\":\"GRÜSSE\"}");
  }

  @Test
  void structured_objectFinalized_itsResultIsWrittenBesideIt() throws Exception {
    put("b.txt", "hello");
    int status =
        structured(
            "2",
            EventInferenceFunction.FINALIZED,
            "\"data\":{\"bucket\":\"in\",\"name\":\"b.txt\",\"size\":\"5\"}");
    assertThat(status).isBetween(200, NO_CONTENT);
    assertThat(folder.resolve("in/b.txt.result.json"))
        .content(UTF_8)
        .isEqualTo("{\"shout\":\"HELLO\"}");
  }

  @Test
  void binary_messagePublished_itsResultIsKeptUnderItsId() throws Exception {
    int status = binary("3", EventInferenceFunction.PUBLISHED, published("33", "grüße"));
    assertThat(status).isBetween(200, NO_CONTENT);
    assertThat(result("33")).isEqualTo("{\"shout\":\"GRÜSSE\"}");
  }

  @Test
  void structured_messagePublished_itsResultIsKeptUnderItsId() throws Exception {
    int status =
        structured("4", EventInferenceFunction.PUBLISHED, "\"data\":" + published("44", "hello"));
    assertThat(status).isBetween(200, NO_CONTENT);
    assertThat(result("44")).isEqualTo("{\"shout\":\"HELLO\"}");
  }

  @Test
  void structured_bytesOfAnotherEvent_areTheItem() throws Exception {
    String data = "\"datacontenttype\":\"text/plain\",\"data_base64\":\"" + base64("hello") + "\"";
    assertThat(structured("5", "com.example.asked", data)).isBetween(200, NO_CONTENT);
    assertThat(result("5")).isEqualTo("{\"shout\":\"HELLO\"}");
  }

  @Test
  void binary_messageThatCannotBeAnswered_isRefusedSoThatItComesAgain() throws Exception {
    int status = binary("6", EventInferenceFunction.PUBLISHED, published("66", "fail input"));
    assertThat(status).isEqualTo(500);
    assertThat(folder.resolve("results/of/66.json")).doesNotExist();
    assertThat(function.output()).contains("InvalidInputException: text: rude (expected: polite)");
    assertThat(binary("7", EventInferenceFunction.PUBLISHED, published("77", "a")))
        .isBetween(200, NO_CONTENT);
  }

  private static int binary(String id, String type, String data) throws Exception {
    HttpRequest.Builder request =
        client
            .request("/", data)
            .header("content-type", "application/json")
            .header("ce-specversion", "1.0")
            .header("ce-id", id)
            .header("ce-source", "//example")
            .header("ce-type", type);
    return client.send(request).statusCode();
  }

  private static int structured(String id, String type, String data) throws Exception {
    String event =
        "{\"specversion\":\"1.0\",\"source\":\"//example\",\"id\":\""
            + id
            + "\",\"type\":\""
            + type
            + "\","
            + data
            + "}";
    HttpRequest.Builder request =
        client.request("/", event).header("content-type", "application/cloudevents+json");
    return client.send(request).statusCode();
  }

  private static String published(String id, String text) {
    String data = base64(Client.item(text));
    return "{\"message\":{\"data\":\""
        + data
        + "\",\"messageId\":\""
        + id
        + "\",\"attributes\":{\"x\":\"y\"},\"publishTime\":\"2026-01-01T00:00:00Z\"},"
        + "\"subscription\":\"projects/p/subscriptions/s\"}";
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static void put(String name, String content) throws Exception {
    Path file = folder.resolve("in").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static String result(String id) throws Exception {
    return Files.readString(folder.resolve("results/of/" + id + ".json"));
  }
}
