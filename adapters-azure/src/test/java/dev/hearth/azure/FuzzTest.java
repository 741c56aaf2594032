package dev.hearth.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.azure.functions.HttpResponseMessage;
import dev.hearth.Deadline;
import dev.hearth.Environment;
import dev.hearth.InferenceException;
import dev.hearth.InvalidInputException;
import dev.hearth.function.Call;
import dev.hearth.testkit.function.InMemoryResults;
import dev.hearth.testkit.function.KitModel;
import dev.hearth.testkit.function.Message;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Nonsense from outside: it is refused, and nothing of ours fails by it. */
class FuzzTest {

  private static final int TRIES = Integer.getInteger("hearth.fuzz", 3_000);
  private static final long SEED = Long.getLong("hearth.fuzz.seed", 20_260_101L);

  private static final List<String> METHODS = List.of("POST", "GET", "HEAD", "PUT", "DELETE");
  private static final List<String> PATHS =
      List.of("/api/shout", "/", "", "/_ready", "/api/%00/x", "//", "/api/_ready/");
  private static final List<String> HEADERS =
      List.of("content-type", "Accept", "CONTENT-ENCODING", "x-other", "");
  private static final List<String> VALUES =
      List.of("application/json", "image/png", "*/*", ";;", "application/x-ndjson", "\u0000", "");

  private static final String ENVELOPE =
      EnvelopeContractTest.envelope(new Message("m-1", Shout.say("a")));
  private static final String BLOB =
      "{\"Data\":{\"b\":\"/wAB\"},\"Metadata\":{\"Uri\":\"http://s/in/a.png\"}}";

  private final Random random = new Random(SEED);
  private final KitModel model = new KitModel();

  @Test
  void http_anyRequest_hasAnAnswerThatBlamesIt() {
    AzureInference inference = AzureInference.of(() -> Shout.service(model), Environment.empty());
    inference.warmup(new FakeContext("warm"));
    for (int i = 0; i < TRIES; i++) {
      FakeRequest request = request();
      HttpResponseMessage response = inference.http(request, new FakeContext("i" + i));
      assertThat(response.getStatusCode())
          .as("seed %d, try %d: %s", SEED, i, request)
          .isBetween(200, 499);
      assertThat(response.getBody()).isNotNull();
    }
  }

  @Test
  void envelope_anyBody_isAnsweredOrRefused() {
    Deployment deployment =
        Deployment.begun(() -> Shout.service(model, new InMemoryResults()), Environment.empty());
    for (int i = 0; i < TRIES; i++) {
      byte[] body = spoiled(random.nextBoolean() ? ENVELOPE : BLOB);
      try {
        byte[] reply =
            TriggerEnvelope.parse(body).answer(deployment, new Call("i" + i, Deadline.none()));
        assertThat(reply).isNotEmpty();
      } catch (InferenceException e) {
        assertThat(e)
            .as("seed %d, try %d: %s", SEED, i, new String(body, StandardCharsets.UTF_8))
            .isInstanceOf(InvalidInputException.class);
      }
    }
  }

  private FakeRequest request() {
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      headers.put(any(HEADERS), any(VALUES));
    }
    return new FakeRequest(
        any(METHODS), URI.create("http://host" + any(PATHS)), headers, content());
  }

  private Optional<?> content() {
    byte[] bytes = spoiled(random.nextBoolean() ? Shout.say("a") : "[" + Shout.say("a") + ",7]");
    return switch (random.nextInt(3)) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(bytes);
      default -> Optional.of(new String(bytes, StandardCharsets.UTF_8));
    };
  }

  /** Changes, cuts or doubles some bytes. */
  private byte[] spoiled(String text) {
    StringBuilder spoiled = new StringBuilder(text);
    for (int i = random.nextInt(4); i > 0 && !spoiled.isEmpty(); i--) {
      int at = random.nextInt(spoiled.length());
      switch (random.nextInt(3)) {
        case 0 -> spoiled.setCharAt(at, "{}[]\",:\\0u\u0000\u00ff".charAt(random.nextInt(12)));
        case 1 -> spoiled.deleteCharAt(at);
        default -> spoiled.insert(at, spoiled.charAt(at));
      }
    }
    return spoiled.toString().getBytes(StandardCharsets.UTF_8);
  }

  private String any(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
