package dev.hearth.gcf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.ConfigurationException;
import dev.hearth.Environment;
import dev.hearth.InferenceService;
import dev.hearth.gcf.functions.MemoryModel;
import dev.hearth.gcf.functions.Shout;
import dev.hearth.gcf.functions.Shouting;
import dev.hearth.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpInferenceFunctionTest {

  private static final String HELLO = "{\"text\":\"grüße\"}";

  private final Shouting function = function(Map.of());
  private final FakeResponse response = new FakeResponse();

  @Test
  void service_anItem_isAnsweredWithItsLength() {
    function.service(FakeRequest.post("/", HELLO), response);
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.text()).isEqualTo("{\"shout\":\"GRÜSSE\"}");
    assertThat(response.header("content-type")).isEqualTo("application/json");
    assertThat(response.header("content-length")).isEqualTo("" + response.bytes().length);
    assertThat(response.flushed()).isEmpty();
  }

  @Test
  void service_headersInAnyCase_areFound() {
    byte[] bytes = {0, (byte) 0xd7, '\r', '\n'};
    FakeRequest request =
        FakeRequest.post("/", bytes)
            .header("Content-Type", "application/octet-stream")
            .header("ACCEPT", "application/octet-stream");
    function.service(request, response);
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header("content-type")).isEqualTo("application/octet-stream");
    assertThat(response.bytes()).containsExactly(0, 0xd7, '\r', '\n');
  }

  @Test
  void service_linesAccepted_eachIsFlushedWhenItIsThere() {
    FakeRequest request =
        FakeRequest.post("/lines", "[{\"text\":\"a\"},{\"text\":\"b\"}]")
            .header("accept", "Application/X-NDJSON");
    function.service(request, response);
    assertThat(response.flushed())
        .startsWith("{\"shout\":\"A\"}\n", "{\"shout\":\"A\"}\n{\"shout\":\"B\"}\n");
    assertThat(response.header("content-type")).isEqualTo("application/x-ndjson");
    assertThat(response.header("content-length")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "fail input, 400, ''",
    "fail unavailable, 503, 1",
    "fail configuration, 500, ''",
    "fail internal, 500, ''",
    "fail error, 500, ''"
  })
  void service_itemFails_isAnsweredByTheTable(String text, int status, String retryAfter) {
    try (LogCapture log = new LogCapture()) {
      function.service(FakeRequest.post("/", "{\"text\":\"" + text + "\"}"), response);
    }
    assertThat(response.status()).isEqualTo(status);
    assertThat(response.header("retry-after")).isEqualTo(retryAfter);
    assertThat(response.text()).contains("\"error\"").doesNotContain("swordfish");
  }

  @Test
  void service_bodyAsLongAsAllowed_isAnswered() {
    Shouting narrow = function(Map.of("HEARTH_MAX_BODY_MIB", "1"));
    String body = HELLO + " ".repeat((1 << 20) - HELLO.getBytes(UTF_8).length);
    narrow.service(FakeRequest.post("/", body), response);
    assertThat(response.status()).isEqualTo(200);
  }

  @Test
  void service_bodyTooLong_isRefusedAfterOneByteMore() {
    Shouting narrow = function(Map.of("HEARTH_MAX_BODY_MIB", "1"));
    InputStream body = new ByteArrayInputStream(new byte[(1 << 20) + 2]);
    narrow.service(new FakeRequest("POST", "/", body), response);
    assertThat(response.status()).isEqualTo(413);
    assertThat(response.text()).contains("body: too long (expected: at most 1048576 bytes)");
    assertThat(body).hasBinaryContent(new byte[1]);
  }

  @Test
  void service_bodyBreaksOff_saysSo() {
    InputStream body =
        broken(
            () -> {
              throw new IOException("Early EOF");
            });
    function.service(new FakeRequest("POST", "/", body), response);
    assertThat(response.status()).isEqualTo(400);
    assertThat(error().field("code").text()).isEqualTo("INVALID_INPUT");
    assertThat(error().field("message").text())
        .isEqualTo("body: it broke off (Early EOF, expected: all of it); send it again");
  }

  @Test
  void service_memoryShortWhileReading_isAnsweredAndLogged() {
    InputStream body =
        broken(
            () -> {
              throw new OutOfMemoryError("heap");
            });
    try (LogCapture log = new LogCapture()) {
      function.service(new FakeRequest("POST", "/", body), response);
      assertThat(log.text()).contains("OutOfMemoryError: heap");
    }
    assertThat(response.status()).isEqualTo(500);
    assertThat(error().field("message").text()).isEqualTo("internal error; see the log");
  }

  @Test
  void service_clientGone_isNoFailure() {
    try (LogCapture log = new LogCapture()) {
      function.service(FakeRequest.post("/", HELLO), response.clientGone());
      function.service(
          FakeRequest.post("/lines", "[" + HELLO + "]").header("accept", "application/x-ndjson"),
          new FakeResponse().clientGone());
      assertThat(log.text()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "function-execution-id, e7, x-cloud-trace-context, t9/1;o=1, e7 t9/1;o=1",
    "x-cloud-trace-context, t9/1;o=1, traceparent, 00-a-b-01, t9 00-a-b-01",
    "x-cloud-trace-context, /1, function-execution-id, e7, e7 /1"
  })
  void service_platformNamesTheCall_itIsCalledSo(
      String name, String value, String other, String otherValue, String seen) {
    FakeRequest request =
        FakeRequest.post("/", "{\"text\":\"who\"}").header(name, value).header(other, otherValue);
    function.service(request, response);
    assertThat(shout()).isEqualTo(seen);
  }

  @Test
  void service_nobodyNamesTheCall_namesDiffer() {
    FakeResponse second = new FakeResponse();
    function.service(FakeRequest.post("/", "{\"text\":\"who\"}"), response);
    function.service(FakeRequest.post("/", "{\"text\":\"who\"}"), second);
    assertThat(shout()).matches("[0-9a-z]+-1 -");
    assertThat(second.text()).isNotEqualTo(response.text());
  }

  @Test
  void service_nameTooLongForTheLog_isNotTaken() {
    FakeRequest request =
        FakeRequest.post("/", "{\"text\":\"who\"}")
            .header("function-execution-id", "x".repeat(257))
            .header("traceparent", "y".repeat(257));
    function.service(request, response);
    assertThat(shout()).matches("[0-9a-z]+-1 -");
  }

  @ParameterizedTest
  @CsvSource({
    "UNSET, 1, CLOUD_RUN_TIMEOUT_SECONDS, 300, 299500",
    "HEARTH_TIMEOUT, 2, CLOUD_RUN_TIMEOUT_SECONDS, 300, 1800",
    "UNSET, 1, UNSET_TOO, 1, 59500"
  })
  void service_timeout_isThePlatformsLessTheWayBack(
      String name, String value, String other, String otherValue, String millis) {
    Shouting timed = function(Map.of(name, value, other, otherValue));
    timed.service(FakeRequest.post("/", "{\"text\":\"when\"}"), response);
    assertThat(shout()).isEqualTo(millis);
  }

  @Test
  void construct_settingIsWrong_isRefused() {
    assertThatThrownBy(() -> function(Map.of("HEARTH_INIT", "soon")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("HEARTH_INIT: 'soon' (expected: eager, background or lazy); set one of them");
    assertThatThrownBy(() -> function(Map.of("HEARTH_MAX_BODY_MIB", "0")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "HEARTH_MAX_BODY_MIB: '0' (expected: a whole number from 1 to 1024); set it in the"
                + " environment");
  }

  @ParameterizedTest
  @CsvSource({"'', true", "eager, true", "lazy, false"})
  void construct_policy_decidesWhetherItLoads(String policy, boolean loaded) {
    MemoryModel model = new MemoryModel(() -> {});
    new Shouting(service(model), new Environment(Map.of("HEARTH_INIT", policy)));
    assertThat(model.isLoaded()).isEqualTo(loaded);
  }

  @Test
  void construct_policyBackground_beginsTheLoadAndDoesNotWait() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch constructed = new CountDownLatch(1);
    MemoryModel model =
        new MemoryModel(
            () -> {
              begun.countDown();
              await(constructed);
            });
    new Shouting(service(model), new Environment(Map.of("HEARTH_INIT", "background")));
    begun.await();
    assertThat(model.isLoaded()).isFalse();
    constructed.countDown();
  }

  @Test
  void construct_modelCannotBeLoaded_isLoggedAndTriedAgainByTheFirstCall() {
    boolean[] there = {false};
    MemoryModel model =
        new MemoryModel(
            () -> {
              if (!there[0]) {
                throw new ConfigurationException("model: nowhere (expected: there); publish it");
              }
            });
    try (LogCapture log = new LogCapture()) {
      Shouting late = new Shouting(service(model), Environment.empty());
      assertThat(log.text())
          .contains(
              "function 'shout' starts without its models: model: nowhere (expected: there);"
                  + " publish it; the first call tries again");
      there[0] = true;
      late.service(FakeRequest.post("/", HELLO), response);
    }
    assertThat(response.status()).isEqualTo(200);
  }

  @Test
  void construct_loadTakesLongerThanTheBudget_goesOnWithoutIt() {
    CountDownLatch ended = new CountDownLatch(1);
    MemoryModel model = new MemoryModel(() -> await(ended));
    try (LogCapture log = new LogCapture()) {
      new Shouting(service(model), new Environment(Map.of("HEARTH_INIT_SECONDS", "0.05")));
      assertThat(log.text()).contains("function 'shout' starts without its models: deadline");
    }
    ended.countDown();
  }

  private static Shouting function(Map<String, String> variables) {
    Environment environment = new Environment(variables);
    return new Shouting(Shouting.service(environment), environment);
  }

  private static InferenceService service(MemoryModel model) {
    return InferenceService.of(Shout.on(model).build());
  }

  private interface Read {
    int run() throws IOException;
  }

  private static InputStream broken(Read read) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        return read.run();
      }

      @Override
      public int read(byte[] bytes, int from, int length) throws IOException {
        return read.run();
      }
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String shout() {
    return JsonValue.parse(response.bytes(), "response").field("shout").text();
  }

  private JsonValue error() {
    return JsonValue.parse(response.bytes(), "response").field("error");
  }
}
