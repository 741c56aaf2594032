package dev.hearth.gcf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Environment;
import dev.hearth.InferenceException;
import dev.hearth.InferenceService;
import dev.hearth.gcf.functions.MemoryModel;
import dev.hearth.gcf.functions.Shout;
import dev.hearth.gcf.functions.Shouting;
import dev.hearth.gcf.functions.ShoutingAtEvents;
import dev.hearth.json.JsonValue;
import dev.hearth.testkit.function.InMemoryObjects;
import dev.hearth.testkit.function.InMemoryResults;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Requests and events that went wrong on the way; {@code -Dhearth.fuzz} says how many. */
class FuzzTest {

  private static final long SEED = 20_260_101;
  private static final int COUNT = Integer.getInteger("hearth.fuzz", 5_000);
  private static final int CLIENT_ERROR = 400;
  private static final int SERVER_ERROR = 500;

  private static final List<String> BODIES =
      List.of(
          "{\"text\":\"hello\"}",
          "[{\"text\":\"a\"},{\"text\":\"grüße\"},{\"text\":7}]",
          "[]",
          "{\"message\":{\"data\":\"eyJ0ZXh0IjoiYSJ9\",\"messageId\":\"7\",\"attributes\":{\"content-"
              + "type\":\"text/plain\"}}}",
          "{\"bucket\":\"in\",\"name\":\"a.json\",\"contentType\":\"text/plain\",\"size\":\"7\"}");

  private static final List<String> TYPES =
      List.of(
          "application/json",
          "application/json; charset=utf-8",
          "text/plain",
          "application/octet-stream",
          "application/x-ndjson",
          "multipart/form-data; boundary=x",
          "*/*",
          ";;,");

  private final Random random = new Random(SEED);

  @Test
  void service_mutatedRequests_areNeverTheFunctionsFault() {
    Environment environment = new Environment(Map.of("HEARTH_MAX_BODY_MIB", "1"));
    Shouting function = new Shouting(Shouting.service(environment), environment);
    for (int i = 0; i < COUNT; i++) {
      FakeRequest request = request();
      FakeResponse response = new FakeResponse();
      function.service(request, response);
      assertThat(response.status()).as("request %d", i).isBetween(200, SERVER_ERROR - 1);
      if (response.status() >= CLIENT_ERROR) {
        JsonValue error = JsonValue.parse(response.bytes(), "response").field("error");
        assertThat(error.field("message").text()).as("request %d", i).isNotBlank();
        assertThat(error.field("requestId").text()).as("request %d", i).isNotBlank();
      }
    }
  }

  @Test
  void accept_mutatedEvents_areAnsweredOrRefusedInOurWords() {
    InMemoryObjects objects = new InMemoryObjects();
    objects.put("in", "a.json", dev.hearth.function.Payload.json("a", BODIES.get(0)));
    InferenceService service =
        InferenceService.builder("fuzzed")
            .route("/", Shout.on(new MemoryModel(() -> {})).build())
            .objects(objects)
            .results(new InMemoryResults())
            .build();
    ShoutingAtEvents function = new ShoutingAtEvents(service, Environment.empty());
    int answered = 0;
    int refused = 0;
    try (LogCapture log = new LogCapture()) {
      for (int i = 0; i < COUNT; i++) {
        try {
          function.accept(event());
          answered++;
        } catch (InferenceException e) {
          assertThat(e.getMessage()).as("event %d", i).isNotBlank();
          refused++;
        }
      }
    }
    assertThat(answered).isPositive();
    assertThat(refused).isPositive();
    assertThat(answered + refused).isEqualTo(COUNT);
  }

  private FakeRequest request() {
    String path = some(List.of("/", "/lines", "/narrow", "/_ready", "", "/a/b/../c", "/%00"));
    FakeRequest request = FakeRequest.post(path, mutated(some(BODIES).getBytes(UTF_8)));
    for (String name : List.of("content-type", "accept")) {
      if (random.nextBoolean()) {
        request.header(name, text(mutatedSometimes(some(TYPES).getBytes(UTF_8))));
      }
    }
    for (String name : List.of("traceparent", "x-cloud-trace-context", "content-encoding")) {
      if (random.nextInt(8) == 0) {
        request.header(name, text(mutated("00-4bf92f/1;o=1".getBytes(UTF_8))));
      }
    }
    return request;
  }

  private FakeEvent event() {
    String type =
        some(
            List.of(
                EventInferenceFunction.FINALIZED,
                EventInferenceFunction.PUBLISHED,
                "com.example.asked"));
    String contentType = some(TYPES);
    String data = new String(mutatedSometimes(some(BODIES).getBytes(UTF_8)), UTF_8);
    String id = text(mutatedSometimes("event-1".getBytes(UTF_8)));
    return new FakeEvent(id, type, contentType, data, null);
  }

  private byte[] mutatedSometimes(byte[] bytes) {
    return random.nextInt(3) == 0 ? mutated(bytes) : bytes;
  }

  private byte[] mutated(byte[] bytes) {
    byte[] changed = bytes.clone();
    for (int i = random.nextInt(4); i > 0 && changed.length > 0; i--) {
      int at = random.nextInt(changed.length);
      switch (random.nextInt(4)) {
        case 0 -> changed[at] = (byte) random.nextInt(256);
        case 1 -> changed = Arrays.copyOf(changed, at);
        case 2 -> changed = Arrays.copyOfRange(changed, at, at + random.nextInt(2_000));
        default -> changed[at] = (byte) "[]{}\":,0-\\ne".charAt(random.nextInt(12));
      }
    }
    return changed;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, ISO_8859_1);
  }

  private <T> T some(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
