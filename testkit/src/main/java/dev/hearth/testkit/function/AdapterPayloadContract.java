package dev.hearth.testkit.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hearth.InferenceService;
import dev.hearth.Problem;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What an adapter promises of requests and what they carry. */
abstract class AdapterPayloadContract extends AdapterKit {

  private static final int BAD_REQUEST = 400;

  AdapterPayloadContract() {}

  @Test
  @DisplayName("one item is answered with one result")
  void post_oneItem_isAnswered() throws Exception {
    assertShout(post(serve(), say("hello")), "hello");
  }

  @Test
  @DisplayName("many items are answered in their order")
  void post_manyItems_areAnsweredInOrder() throws Exception {
    String items = IntStream.range(0, 100).mapToObj(i -> say("n" + i)).collect(array());
    String results = IntStream.range(0, 100).mapToObj(i -> shout("n" + i)).collect(array());
    assertAnswer(post(serve(), items), results);
  }

  @Test
  @DisplayName("no items are answered with no results")
  void post_noItems_isAnEmptyArray() throws Exception {
    assertAnswer(post(serve(), "[]"), "[]");
    assertThat(model.loads()).isZero();
  }

  @Test
  @DisplayName("what is not JSON is refused with 400")
  void post_notJson_isRefused() throws Exception {
    AdapterUnderTest adapter = serve();
    for (String body : new String[] {"{\"text\":", "", "{'text':1}", "{\"text\":\"a\"} x"}) {
      assertFailure(post(adapter, body), BAD_REQUEST, Problem.INVALID_INPUT, "body");
    }
    assertThat(model.loads()).isZero();
  }

  @Test
  @DisplayName("a body that is not UTF-8 is refused with 400")
  void post_notUtf8_isRefused() throws Exception {
    assumeTrue(carriesBytes(), "bodies are text");
    byte[] body = say("?").getBytes(UTF_8);
    body[9] = (byte) 0xff;
    HttpReply reply = serve().send(HttpMessage.post("application/json", body));
    assertFailure(reply, BAD_REQUEST, Problem.INVALID_INPUT, "UTF-8");
  }

  @Test
  @DisplayName("a field of another type is refused with its name")
  void post_wrongType_namesTheField() throws Exception {
    AdapterUnderTest adapter = serve();
    assertFailure(
        post(adapter, "{\"text\":7}"),
        BAD_REQUEST,
        Problem.INVALID_INPUT,
        "field 'text': 7 (expected: a string); send that instead");
    assertFailure(post(adapter, "{}"), BAD_REQUEST, Problem.INVALID_INPUT, "field 'text': missing");
    assertFailure(post(adapter, "7"), BAD_REQUEST, Problem.INVALID_INPUT, "expected: an object");
  }

  @Test
  @DisplayName("unknown fields are passed over unless the codec refuses them")
  void post_unknownField_isLeftToTheCodec() throws Exception {
    String item = "{\"text\":\"a\",\"txet\":1}";
    assertShout(post(serve(), item), "a");
    HttpReply refused = post(serve(function.on(model, true), AdapterSettings.usual()), item);
    assertFailure(refused, BAD_REQUEST, Problem.INVALID_INPUT, "field 'txet': not known");
  }

  @Test
  @DisplayName("parameters of the content type do not matter")
  void post_charset_isAnswered() throws Exception {
    byte[] body = say("a").getBytes(UTF_8);
    HttpMessage message = HttpMessage.post("application/json; charset=utf-8", body);
    assertShout(serve().send(message), "a");
  }

  @Test
  @DisplayName("another media type is refused with 415")
  void post_otherMediaType_isRefused() throws Exception {
    HttpMessage message = HttpMessage.post("text/csv", say("a").getBytes(UTF_8));
    assertFailure(serve().send(message), 415, Problem.INVALID_INPUT, "text/csv");
  }

  @Test
  @DisplayName("another method is refused with 405")
  void otherMethod_always_isRefused() throws Exception {
    AdapterUnderTest adapter = serve();
    for (String method : new String[] {"GET", "PUT", "DELETE"}) {
      HttpReply reply = adapter.send(new HttpMessage(method, "/", Map.of(), new byte[0]));
      assertFailure(reply, 405, Problem.INVALID_INPUT, method);
      assertThat(reply.header("allow")).contains("POST");
    }
  }

  @Test
  @DisplayName("headers are found in any case")
  void headers_anyCase_areFound() throws Exception {
    AdapterUnderTest adapter = serve();
    byte[] body = say("a").getBytes(UTF_8);
    HttpMessage loud = new HttpMessage("POST", "/", Map.of("CONTENT-TYPE", "text/csv"), body);
    HttpMessage mixed = new HttpMessage("POST", "/", Map.of("Content-Type", "text/csv"), body);
    assertThat(adapter.send(loud).status()).isEqualTo(415);
    assertThat(adapter.send(mixed).status()).isEqualTo(415);
  }

  @Test
  @DisplayName(
      "each route has its function, also behind a prefix; other paths are refused with 404")
  void paths_severalRoutes_areTold() throws Exception {
    assumeTrue(routesByPath(), "requests have no path");
    InferenceService service =
        InferenceService.builder("two")
            .route("/loud", function.on(model).build())
            .route("/strict", function.on(model, true).build())
            .build();
    AdapterUnderTest adapter = serve(service, AdapterSettings.usual());
    HttpMessage more = HttpMessage.post("{\"text\":\"a\",\"more\":1}");
    assertShout(adapter.send(more.to("/loud")), "a");
    assertShout(adapter.send(more.to("/stage/v1/loud")), "a");
    assertThat(adapter.send(more.to("/strict")).status()).isEqualTo(BAD_REQUEST);
    assertFailure(adapter.send(more.to("/other")), 404, Problem.INVALID_INPUT, "/loud, /strict");
    assertFailure(adapter.send(more.to("/aloud")), 404, Problem.INVALID_INPUT, "/aloud");
  }

  @Test
  @DisplayName("readiness is told at _ready, and asking begins to load")
  void ready_asked_tellsAndPreloads() throws Exception {
    assumeTrue(routesByPath(), "requests have no path");
    AdapterUnderTest adapter = serve();
    stopLoads();
    HttpReply before = adapter.send(HttpMessage.get("/_ready"));
    assertThat(before.status()).isEqualTo(503);
    assertThat(before.json().field("ready").flag()).isFalse();
    letLoadsGoOn();
    assertShout(post(adapter, say("a")), "a");
    HttpReply after = adapter.send(HttpMessage.get("/_ready"));
    assertAnswer(after, "{\"ready\":true}");
    assertThat(model.loads()).isEqualTo(1);
  }

  @Test
  @DisplayName("a body that is too long is refused with 413")
  void post_tooLong_isRefused() throws Exception {
    assumeTrue(limitsBodies(), "the platform limits bodies");
    AdapterUnderTest adapter = serve(AdapterSettings.usual().withMaxBodyBytes(2_000));
    assertShout(post(adapter, say("a".repeat(1_000))), "a".repeat(1_000));
    HttpReply reply = post(adapter, say("a".repeat(2_000)));
    assertFailure(reply, 413, Problem.INVALID_INPUT, "body: too long");
    assertShout(post(adapter, say("b")), "b");
  }

  @Test
  @DisplayName("any text survives the way in and out")
  void post_anyText_survives() throws Exception {
    AdapterUnderTest adapter = serve();
    String emoji = "\uD83D\uDD25\uD83D\uDC69\u200D\uD83D\uDCBB"; // Astral, and joined.
    String letters = "\uD801\uDC28 \u05D0\u05D1 \u0627\u0644 e\u0301 \u1E9E \u65E5\u672C";
    String marks = "\u200F\u202Eabc\u202C \uFEFF";
    for (String text : new String[] {emoji, letters, marks}) {
      HttpReply reply = post(adapter, say(text));
      assertThat(reply.json().field("shout").text()).isEqualTo(text.toUpperCase(Locale.ROOT));
    }
    HttpReply escaped = post(adapter, "{\"text\":\"\\ud83d\\udd25\\u0000\\n\\\"\"}");
    assertThat(escaped.json().field("shout").text()).isEqualTo("\uD83D\uDD25\u0000\n\"");
  }

  @Test
  @DisplayName("all bytes survive the way in and out")
  void post_bytes_survive() throws Exception {
    assumeTrue(carriesBytes(), "bodies are text");
    byte[] ascending = new byte[256];
    byte[] descending = new byte[256];
    for (int i = 0; i < 256; i++) {
      ascending[i] = (byte) i;
      descending[i] = (byte) (255 - i);
    }
    AdapterUnderTest adapter = serve();
    HttpMessage image = HttpMessage.post("image/png", ascending);
    HttpReply reply = adapter.send(image.with("accept", "application/octet-stream"));
    assertThat(reply.status()).isEqualTo(OK);
    assertThat(reply.header("content-type")).contains("application/octet-stream");
    assertThat(reply.body()).isEqualTo(descending);
    String base64 = Base64.getEncoder().encodeToString(descending);
    assertAnswer(adapter.send(image), "{\"bytes\":\"" + base64 + "\"}");
  }

  @Test
  @DisplayName("a long answer arrives whole")
  void post_longAnswer_arrivesWhole() throws Exception {
    String text = "long".repeat(100_000);
    assertShout(post(serve(), say(text)), text);
  }

  static Collector<CharSequence, ?, String> array() {
    return Collectors.joining(",", "[", "]");
  }
}
