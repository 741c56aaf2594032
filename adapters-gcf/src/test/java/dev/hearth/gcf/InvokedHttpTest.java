package dev.hearth.gcf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Deadline;
import dev.hearth.Ticker;
import dev.hearth.gcf.functions.Shouting;
import dev.hearth.testkit.http.ServedProcess;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The function under the published invoker, in a process of its own. */
class InvokedHttpTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static ServedProcess function;
  private static Client client;

  @BeforeAll
  static void start() {
    function =
        ServedProcess.invoker(Shouting.class.getName()).env("HEARTH_MAX_BODY_MIB", "1").start();
    client = new Client(function);
  }

  @AfterAll
  static void stop() {
    function.close();
  }

  @Test
  void post_anItem_isAnsweredAsAWhole() throws Exception {
    HttpResponse<String> response = client.say("/", "grüße \uD83D\uDE42");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("{\"shout\":\"GRÜSSE \uD83D\uDE42\"}");
    assertThat(response.headers().firstValue("content-type")).contains("application/json");
    assertThat(response.headers().firstValueAsLong("content-length"))
        .hasValue(response.body().getBytes(UTF_8).length);
    assertThat(response.headers().firstValue("transfer-encoding")).isEmpty();
  }

  @Test
  void post_items_oneFails_itsPlaceHasTheError() throws Exception {
    HttpResponse<String> response =
        client.send(client.request("/", Client.items("a", "fail input", "b")));
    assertThat(response.statusCode()).isEqualTo(207);
    assertThat(response.body())
        .isEqualTo(
            "[{\"shout\":\"A\"},{\"error\":{\"code\":\"INVALID_INPUT\",\"message\":\"text: rude"
                + " (expected: polite)\"}},{\"shout\":\"B\"}]");
  }

  @Test
  void post_bytes_comeBackAsBytes() throws Exception {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i < 'a' || (i > 'z' && i < 0xb5) ? i : '#');
    }
    HttpResponse<byte[]> response =
        client.sendForBytes(
            client
                .request("/", "")
                .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
                .header("content-type", "application/octet-stream")
                .header("accept", "application/octet-stream"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("content-type")).contains("application/octet-stream");
    assertThat(response.body()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "fail input, 400, INVALID_INPUT",
    "fail unavailable, 503, UNAVAILABLE",
    "fail configuration, 500, CONFIGURATION",
    "fail internal, 500, INTERNAL",
    "fail error, 500, INTERNAL"
  })
  void post_itemFails_theBodySaysWhy(String text, int status, String code) throws Exception {
    HttpResponse<String> response = client.say("/", text);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.body())
        .startsWith("{\"error\":{\"code\":\"" + code + "\"")
        .doesNotContain("swordfish");
  }

  @Test
  void get_aFunction_isRefused() throws Exception {
    HttpResponse<String> response = client.get("/");
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("allow")).contains("POST");
    assertThat(response.body()).contains("method: \\\"GET\\\" (expected: POST)");
  }

  @Test
  void post_bodyTooLong_isRefused() throws Exception {
    HttpResponse<String> response = client.send(client.request("/", " ".repeat((1 << 20) + 1)));
    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(response.body()).contains("body: too long (expected: at most 1048576 bytes)");
  }

  @Test
  void post_linesAccepted_theFirstComesWhileTheSecondIsBeingMade() throws Exception {
    HttpResponse<InputStream> response =
        client.sendForStream(
            client
                .request("/lines", Client.items("a", "hold lines", "b"))
                .header("accept", "application/x-ndjson"));
    assertThat(response.headers().firstValue("transfer-encoding")).contains("chunked");
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("{\"shout\":\"A\"}");
      client.say("/open", "held lines");
      client.say("/open", "release lines");
      assertThat(lines.readLine()).isEqualTo("{\"shout\":\"DONE\"}");
      assertThat(lines.readLine()).isEqualTo("{\"shout\":\"B\"}");
      assertThat(lines.readLine()).isNull();
    }
  }

  @Test
  void post_allPlacesTaken_isTurnedAwayAtOnce() throws Exception {
    CompletableFuture<HttpResponse<String>> running = client.sayLater("/narrow", "hold places");
    client.say("/open", "held places");
    List<Long> millis = new ArrayList<>();
    for (int i = 0; i < 21; i++) {
      long began = Ticker.system().nanos();
      HttpResponse<String> response = client.say("/narrow", "a");
      millis.add(TimeUnit.NANOSECONDS.toMillis(Ticker.system().nanos() - began));
      assertThat(response.statusCode()).isEqualTo(429);
      assertThat(response.headers().firstValue("retry-after")).contains("1");
      assertThat(response.body()).contains("\"OVERLOADED\"", "running 1, waiting 0, limits both");
    }
    client.say("/open", "release places");
    assertThat(running.get(60, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    Collections.sort(millis);
    assertThat(millis.get(millis.size() / 2)).isLessThan(50);
  }

  @Test
  void post_clientGoesAwayWhileItIsAnswered_itsPlaceIsGivenBack() throws Exception {
    String[] texts =
        IntStream.range(0, 500)
            .mapToObj(i -> i == 1 ? "hold gone" : "a" + i)
            .toArray(String[]::new);
    byte[] body = Client.items(texts).getBytes(UTF_8);
    try (Socket socket = connect()) {
      socket.setSoLinger(true, 0);
      send(
          socket,
          "POST /narrow HTTP/1.1\r\nhost: x\r\naccept: application/x-ndjson\r\ncontent-length: "
              + body.length
              + "\r\n\r\n");
      socket.getOutputStream().write(body);
      readUntil(socket, "{\"shout\":\"A0\"}");
    }
    assertThat(client.say("/narrow", "a").statusCode()).isEqualTo(429);
    client.say("/open", "release gone");
    Deadline deadline = Deadline.after(LIMIT);
    int status = 0;
    while (status != 200 && !deadline.passed()) {
      status = client.say("/narrow", "a").statusCode();
    }
    assertThat(status).isEqualTo(200);
    assertThat(function.output()).doesNotContain("Failed to execute");
  }

  @Test
  void post_bodyBreaksOff_neitherHangsNorCountsAsAFailure() throws Exception {
    try (Socket socket = connect()) {
      send(socket, "POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{\"text\":");
      socket.shutdownOutput();
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
          .doesNotContain(" 500 ")
          .doesNotContain(" 200 ");
    }
    assertThat(client.say("/", "a").statusCode()).isEqualTo(200);
    assertThat(function.output()).doesNotContain("Failed to execute");
  }

  @Test
  void request_noPath_isAnswered() throws Exception {
    try (Socket socket = connect()) {
      send(socket, "OPTIONS * HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
      assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8)).contains(" 405 ");
    }
  }

  private static Socket connect() throws Exception {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), function.port());
    socket.setSoTimeout((int) LIMIT.toMillis());
    return socket;
  }

  private static void send(Socket socket, String text) throws Exception {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(UTF_8));
    out.flush();
  }

  private static void readUntil(Socket socket, String text) throws Exception {
    StringBuilder seen = new StringBuilder();
    while (seen.indexOf(text) < 0) {
      int next = socket.getInputStream().read();
      assertThat(next).as(seen.toString()).isNotNegative();
      seen.append((char) next);
    }
  }
}
