package dev.hearth.azure;

import static dev.hearth.azure.HandlerClient.text;
import static dev.hearth.azure.Shout.said;
import static dev.hearth.azure.Shout.say;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.ConfigurationException;
import dev.hearth.Environment;
import dev.hearth.Inference;
import dev.hearth.InferenceService;
import dev.hearth.ModelUnavailableException;
import dev.hearth.http.HttpEndpoint;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import dev.hearth.testkit.function.InMemoryResults;
import dev.hearth.testkit.function.KitModel;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The handler over real HTTP; the host's side of it is played by hand. */
class AzureCustomHandlerTest {

  private static final byte[] NOTHING = {};

  private final KitModel model = new KitModel();
  private final InMemoryResults results = new InMemoryResults();
  private AzureCustomHandler handler = start(Shout.service(model, results), Map.of());
  private HandlerClient client = new HandlerClient(handler);

  @AfterEach
  void stop() {
    handler.close();
  }

  @Test
  void http_forwardedPost_isAnswered() throws Exception {
    HttpResponse<byte[]> response = client.post("/api/shout", say("hello"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(text(response)).isEqualTo(said("hello"));
    assertThat(response.headers().firstValue("content-type")).contains("application/json");
    assertThat(response.headers().firstValue("content-length"))
        .contains(String.valueOf(said("hello").length()));
  }

  @Test
  void http_invocationIdAndTrace_areTheCalls() throws Exception {
    Map<String, String> headers =
        Map.of("X-Azure-Functions-InvocationId", "invocation-9", "traceparent", "00-abc-def-01");
    HttpResponse<byte[]> traced =
        client.send("POST", "/api/shout", headers, say("trace").getBytes(UTF_8));
    assertThat(text(traced)).isEqualTo("{\"shout\":\"00-abc-def-01\"}");
    HttpResponse<byte[]> failed = client.send("POST", "/api/shout", headers, NOTHING);
    assertThat(failed.statusCode()).isEqualTo(400);
    assertThat(text(failed)).contains("\"requestId\":\"invocation-9\"");
  }

  @Test
  void http_image_arrivesAsItWasSent() throws Exception {
    byte[] image = {(byte) 0xff, 0, (byte) 0xfe};
    Map<String, String> headers = Map.of("content-type", "image/png", "accept", "image/*");
    HttpResponse<byte[]> response = client.send("POST", "/api/shout", headers, image);
    assertThat(response.headers().firstValue("content-type")).contains("image/png");
    assertThat(response.body()).isEqualTo(new byte[] {(byte) 0x89, 14, 0});
  }

  @Test
  void http_pingAndHead_haveAnAnswer() throws Exception {
    assertThat(client.send("GET", "/", Map.of(), NOTHING).statusCode()).isEqualTo(405);
    assertThat(client.send("HEAD", "/api/x", Map.of(), NOTHING).statusCode()).isEqualTo(405);
  }

  @Test
  void http_bodyOverTheLimit_isRefused() throws Exception {
    byte[] body = new byte[HttpEndpoint.MAX_BODY_BYTES + 1];
    assertThat(client.send("POST", "/api/x", Map.of(), body).statusCode()).isEqualTo(413);
    assertThat(text(client.post("/api/shout", say("a")))).isEqualTo(said("a"));
  }

  @Test
  void http_lines_arriveWhileOthersAreBeingMade() throws Exception {
    CountDownLatch firstLineArrived = new CountDownLatch(1);
    Inference<String, String> slow =
        Inference.<String, String>builder(
                "slow",
                model,
                Shout.codec(),
                (loaded, items, call) -> {
                  if (items.contains("second")) {
                    await(firstLineArrived);
                  }
                  return items;
                })
            .maxBatch(1)
            .build();
    restart(InferenceService.of(slow), Map.of());
    String items = "[" + say("first") + "," + say("second") + "]";
    Map<String, String> headers = Map.of("accept", "application/x-ndjson");
    HttpResponse<Stream<String>> response =
        client.lines("/api/slow", headers, items.getBytes(UTF_8));
    Iterator<String> lines = response.body().iterator();
    assertThat(lines.next()).isEqualTo("{\"shout\":\"first\"}");
    firstLineArrived.countDown();
    assertThat(lines.next()).isEqualTo("{\"shout\":\"second\"}");
    assertThat(lines.hasNext()).isFalse();
    assertThat(response.headers().firstValue("transfer-encoding")).contains("chunked");
  }

  @Test
  void queue_message_isAnsweredAndKept() throws Exception {
    HttpResponse<byte[]> response = client.post("/shout-queue", queue(say("hello"), "message-7"));
    assertThat(response.statusCode()).isEqualTo(200);
    JsonValue reply = JsonValue.parse(response.body(), "reply");
    assertThat(reply.field("ReturnValue").text()).isEqualTo(said("hello"));
    assertThat(reply.field("Outputs").field("result").text()).isEqualTo(said("hello"));
    assertThat(reply.field("Logs").items()).isEmpty();
    assertThat(results.result("message-7")).contains(said("hello"));
  }

  @Test
  void queue_messageAsAnObject_isAnswered() throws Exception {
    String envelope = "{\"Data\":{\"m\":" + say("a") + "},\"Metadata\":{\"Id\":\"m-1\"}}";
    assertThat(client.post("/shout-queue", envelope).statusCode()).isEqualTo(200);
    assertThat(results.result("m-1")).contains(said("a"));
  }

  @Test
  void queue_noMetadata_keepsTheResultUnderANameOfTheText() throws Exception {
    String envelope = "{\"Data\":{\"m\":" + quoted(say("a")) + "}}";
    assertThat(client.post("/shout-queue", envelope).statusCode()).isEqualTo(200);
    assertThat(results.ids()).containsExactly(Deployment.idOf(say("a")));
  }

  @Test
  void queue_failure_isNoSuccessSoThatTheHostRetries() throws Exception {
    assertThat(client.post("/q", queue(say("fail unavailable"), "m")).statusCode()).isEqualTo(503);
    assertThat(client.post("/q", queue(say("fail internal"), "m")).statusCode()).isEqualTo(500);
    assertThat(client.post("/q", queue("{", "m")).statusCode()).isEqualTo(400);
    results.onWrite(
        id -> {
          throw new ModelUnavailableException("sink: down; retry");
        });
    assertThat(client.post("/q", queue(say("a"), "m")).statusCode()).isEqualTo(503);
  }

  @Test
  void queue_noSink_namesTheSetting() throws Exception {
    restart(Shout.service(model), Map.of());
    HttpResponse<byte[]> response = client.post("/q", queue(say("a"), "m"));
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(text(response)).contains("HEARTH_RESULTS: not set");
    restart(Shout.service(model), Map.of("HEARTH_RESULTS", "none"));
    assertThat(client.post("/q", queue(say("a"), "m")).statusCode()).isEqualTo(200);
  }

  @Test
  void blob_bytes_areOneItemOfTheTypeThatTheUriTells() throws Exception {
    String envelope =
        "{\"Data\":{\"blob\":\"/wAB\"},\"Metadata\":{\"Uri\":\"\\\"http://store/in/a.png\\\"\"}}";
    HttpResponse<byte[]> response = client.post("/shout-blob", envelope);
    assertThat(JsonValue.parse(response.body(), "reply").field("ReturnValue").text())
        .isEqualTo("{\"shout\":\"IMAGE/PNG OF 3\"}");
    assertThat(results.writes()).isZero();
  }

  @Test
  void blob_text_isJson() throws Exception {
    String envelope =
        "{\"Data\":{\"blob\":"
            + quoted(say("a"))
            + "},\"Metadata\":{\"Uri\":\"http://store/in/a.json\"}}";
    assertThat(text(client.post("/shout-blob", envelope))).contains("\\\"shout\\\":\\\"A\\\"");
  }

  @Test
  void envelope_thatIsNone_isRefused() throws Exception {
    assertThat(text(client.post("/q", say("a"))))
        .contains("INVALID_INPUT", "field 'Data': missing");
    assertThat(text(client.post("/q", "{\"Data\":{}}"))).contains("field 'Data': empty");
    assertThat(text(client.post("/q", "nonsense"))).contains("INVALID_INPUT", "body");
  }

  @Test
  void start_policies_loadWhenTheySay() throws Exception {
    KitModel eager = new KitModel();
    restart(Shout.service(eager), Map.of("HEARTH_INIT", "eager"));
    assertThat(eager.isLoaded()).isTrue();
    KitModel lazy = new KitModel();
    restart(Shout.service(lazy), Map.of("HEARTH_INIT", "lazy"));
    assertThat(lazy.loads()).isZero();
    assertThat(text(client.post("/api/x", say("a")))).isEqualTo(said("a"));
  }

  @Test
  void start_eagerLoadFails_warnsAndServes() throws Exception {
    KitModel broken = new KitModel();
    broken.onLoad(
        () -> {
          throw new ModelUnavailableException("store: down; retry");
        });
    try (LogCapture log = new LogCapture()) {
      restart(Shout.service(broken), Map.of("HEARTH_INIT", "eager"));
      assertThat(log.text())
          .contains(
              "function 'shout' starts without its models: store: down; retry; the first call tries"
                  + " again");
    }
    broken.onLoad(() -> {});
    assertThat(text(client.post("/api/x", say("a")))).isEqualTo(said("a"));
  }

  @Test
  void start_badPort_isRefused() {
    InferenceService service = Shout.service(model);
    assertThatThrownBy(() -> AzureCustomHandler.start(service, Environment.empty()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "FUNCTIONS_CUSTOMHANDLER_PORT: not set (expected: a port, which the Functions host"
                + " sets); set it in the environment");
    String taken = String.valueOf(handler.port());
    assertThatThrownBy(() -> start(service, Map.of(AzureCustomHandler.PORT, taken)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith(
            "FUNCTIONS_CUSTOMHANDLER_PORT: '" + taken + "' (expected: a free port); ");
  }

  @Test
  void serve_interrupted_returns() throws Exception {
    Environment environment = new Environment(Map.of(AzureCustomHandler.PORT, "0"));
    Thread main =
        new Thread(() -> AzureCustomHandler.serve(Shout.service(model), environment), "main-like");
    main.start();
    main.interrupt();
    main.join(TimeUnit.SECONDS.toMillis(30));
    assertThat(main.isAlive()).isFalse();
  }

  /** Writes a message as the host does: the text is JSON in a JSON text. */
  private static String queue(String message, String id) {
    return "{\"Data\":{\"message\":"
        + quoted(message)
        + "},\"Metadata\":{\"DequeueCount\":\"1\",\"Id\":"
        + quoted(id)
        + ",\"sys\":{\"MethodName\":\"shout-queue\"}}}";
  }

  private static String quoted(String text) {
    String once = new JsonSink().value(text).toString();
    return new JsonSink().value(once).toString();
  }

  private void restart(InferenceService service, Map<String, String> variables) {
    handler.close();
    handler = start(service, variables);
    client = new HandlerClient(handler);
  }

  private static AzureCustomHandler start(InferenceService service, Map<String, String> variables) {
    Map<String, String> all = new HashMap<>(Map.of(AzureCustomHandler.PORT, "0"));
    all.putAll(variables);
    return AzureCustomHandler.start(service, new Environment(all));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
