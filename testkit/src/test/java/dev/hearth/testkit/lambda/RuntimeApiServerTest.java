package dev.hearth.testkit.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RuntimeApiServerTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(40);
  private static final Map<String, String> USER_ERROR =
      Map.of("Lambda-Runtime-Function-Error-Type", "Runtime.UserException");

  private final RuntimeApiServer server =
      RuntimeApiServer.builder().clock(() -> Instant.ofEpochMilli(1_000)).start();
  private final RuntimeClient runtime = new RuntimeClient(server);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void invoke_runtimeResponds_returnsBodyAndContentType() throws Exception {
    CompletableFuture<Invocation> answer = server.submit(bytes("{\"a\":1}"), LIMIT);
    String id = RuntimeClient.id(runtime.next());
    int status =
        runtime.post(
            "invocation/" + id + "/response", "\u00e9", Map.of("Content-Type", "text/plain"));
    assertThat(status).isEqualTo(202);
    assertThat(get(answer).requestId()).isEqualTo(id);
    assertThat(get(answer).outcome())
        .isEqualTo(new Outcome.Response(Body.of(bytes("\u00e9")), "text/plain"));
    assertThat(get(answer).response().text()).isEqualTo("\u00e9");
  }

  @Test
  void invoke_answered_timingsFollowTheTicker() throws Exception {
    CompletableFuture<Invocation> answer = server.submit(bytes("1"), LIMIT);
    runtime.echo();
    Timings timings = get(answer).timings();
    assertThat(timings.waiting()).isPositive();
    assertThat(timings.running()).isPositive();
    assertThat(timings.answeredNanos()).isLessThanOrEqualTo(server.ticker().nanos());
  }

  @Test
  void next_event_carriesTheFourHeaders() throws Exception {
    CompletableFuture<Invocation> answer = server.submit(bytes("{}"), Duration.ofSeconds(3));
    HttpResponse<String> event = runtime.next();
    assertThat(answer).isNotDone();
    assertThat(event.statusCode()).isEqualTo(200);
    assertThat(event.body()).isEqualTo("{}");
    assertThat(RuntimeClient.id(event)).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    assertThat(event.headers().firstValue("Lambda-Runtime-Deadline-Ms")).hasValue("4000");
    assertThat(event.headers().firstValue("Lambda-Runtime-Invoked-Function-Arn"))
        .hasValueSatisfying(arn -> assertThat(arn).startsWith("arn:aws:lambda:"));
    assertThat(event.headers().firstValue("Lambda-Runtime-Trace-Id"))
        .hasValueSatisfying(
            trace ->
                assertThat(trace)
                    .matches("Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0"));
  }

  @Test
  void invoke_runtimeReportsError_returnsFunctionError() throws Exception {
    CompletableFuture<Invocation> answer = server.submit(bytes("1"), LIMIT);
    String json = "{\"errorMessage\":\"no\\nmodel\",\"errorType\":\"java.io.IOException\"}";
    String path = "invocation/" + RuntimeClient.id(runtime.next()) + "/error";
    assertThat(runtime.post(path, json, USER_ERROR)).isEqualTo(202);
    Outcome.FunctionError error = (Outcome.FunctionError) get(answer).outcome();
    assertThat(error.type()).isEqualTo("java.io.IOException");
    assertThat(error.message()).isEqualTo("no\nmodel");
    assertThat(error.report().category()).isEqualTo("Runtime.UserException");
    assertThat(error.body().text()).isEqualTo(json);
    assertThatThrownBy(() -> get(answer).response())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("(expected: a response)");
  }

  @Test
  void submit_beforeAnyNext_isTakenInOrder() throws Exception {
    List<CompletableFuture<Invocation>> answers =
        IntStream.range(0, 5).mapToObj(i -> server.submit(bytes("" + i), LIMIT)).toList();
    assertThat(server.queued()).isEqualTo(5);
    for (int i = 0; i < 5; i++) {
      runtime.echo();
      assertThat(get(answers.get(i)).response().text()).isEqualTo("" + i);
    }
  }

  @Test
  void submit_sixtyFourNextWaiting_eachGetsOneEvent() throws Exception {
    List<CompletableFuture<HttpResponse<String>>> polls =
        IntStream.range(0, 64).mapToObj(i -> runtime.nextAsync()).toList();
    server.awaitWaiting(64, LIMIT);
    List<CompletableFuture<Invocation>> answers =
        IntStream.range(0, 64).mapToObj(i -> server.submit(bytes("" + i), LIMIT)).toList();
    server.awaitInFlight(64, LIMIT);
    assertThat(server.waiting()).isZero();
    for (CompletableFuture<HttpResponse<String>> poll : polls) {
      HttpResponse<String> event = poll.get(20, TimeUnit.SECONDS);
      runtime.post("invocation/" + RuntimeClient.id(event) + "/response", event.body(), Map.of());
    }
    for (int i = 0; i < 64; i++) {
      assertThat(get(answers.get(i)).response().text()).isEqualTo("" + i);
    }
    assertThat(server.inFlight()).isZero();
  }

  @Test
  void invoke_nobodyTakesIt_failsAfterPickupTimeout() {
    try (RuntimeApiServer lonely = RuntimeApiServer.builder().pickupTimeout(SHORT).start()) {
      assertThatThrownBy(() -> lonely.invoke(bytes("1"), LIMIT))
          .isInstanceOf(FunctionTimeoutException.class)
          .hasMessageMatching(
              "invocation [-0-9a-f]{36} was not taken by a /next within PT0.04S "
                  + "\\(events queued: 0, /next waiting: 0, in flight: 0\\); "
                  + "raise the timeout or look at the function's output");
    }
  }

  @Test
  void invoke_takenButNotAnswered_failsAfterFunctionTimeoutAndTakesTheLateAnswer()
      throws Exception {
    CompletableFuture<Invocation> answer = server.submit(bytes("1"), SHORT);
    String id = RuntimeClient.id(runtime.next());
    assertThatThrownBy(() -> get(answer))
        .hasCauseInstanceOf(FunctionTimeoutException.class)
        .hasMessageContaining("was taken but not answered within PT0.04S");
    assertThat(runtime.post("invocation/" + id + "/response", "2", Map.of())).isEqualTo(202);
  }

  @Test
  void answer_unknownRequestId_isRefused() throws Exception {
    assertThat(runtime.post("invocation/none/response", "1", Map.of())).isEqualTo(400);
    assertThat(runtime.post("invocation/none/error", "{}", USER_ERROR)).isEqualTo(400);
  }

  @Test
  void call_unknownPath_isNotFound() throws Exception {
    assertThat(runtime.get("invocation/last").statusCode()).isEqualTo(404);
    assertThat(runtime.post("invocation/response", "1", Map.of())).isEqualTo(404);
  }

  @Test
  void next_clientLeaves_eventGoesToTheNextOne() throws Exception {
    try (Socket leaving = connect()) {
      send(leaving, "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: x\r\n\r\n");
      server.awaitWaiting(1, LIMIT);
    }
    server.awaitCounts("the /next was forgotten", counts -> counts.waiting() == 0, LIMIT);
    CompletableFuture<Invocation> answer = server.submit(bytes("1"), LIMIT);
    runtime.echo();
    assertThat(get(answer).response().text()).isEqualTo("1");
  }

  @Test
  void next_event_arrivesInOnePacket() throws Exception {
    try (Socket client = connect()) {
      send(client, "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: x\r\n\r\n");
      server.awaitWaiting(1, LIMIT);
      CompletableFuture<Invocation> answer = server.submit(bytes("the-event"), LIMIT);
      byte[] buffer = new byte[8_192];
      int first = client.getInputStream().read(buffer);
      assertThat(new String(buffer, 0, first, UTF_8)).endsWith("\r\n\r\nthe-event");
      assertThat(answer).isNotDone();
    }
  }

  @Test
  void response_sentInChunksAfterContinue_isJoined() throws Exception {
    CompletableFuture<Invocation> answer = server.submit(bytes("1"), LIMIT);
    String id = RuntimeClient.id(runtime.next());
    try (Socket client = connect()) {
      send(
          client,
          "POST /2018-06-01/runtime/invocation/"
              + id
              + "/response HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n"
              + "Expect: 100-continue\r\n\r\n");
      assertThat(line(client.getInputStream())).isEqualTo("HTTP/1.1 100 Continue");
      send(client, "3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n");
      assertThat(get(answer).response().text()).isEqualTo("abcde");
    }
  }

  @Test
  void call_noHttp_endsOnlyThatConnection() throws Exception {
    try (Socket client = connect()) {
      send(client, "hello\r\n\r\n");
      assertThat(client.getInputStream().read()).isEqualTo(-1);
    }
    CompletableFuture<Invocation> answer = server.submit(bytes("1"), LIMIT);
    runtime.echo();
    assertThat(get(answer).response().text()).isEqualTo("1");
  }

  @Test
  void initError_eventsWaiting_failsThemWithTheReport() throws Exception {
    CompletableFuture<Invocation> answer = server.submit(bytes("1"), LIMIT);
    runtime.post("init/error", "{\"errorMessage\":\"m\",\"errorType\":\"T\"}", USER_ERROR);
    assertThat(server.awaitInitError(LIMIT).message()).isEqualTo("m");
    assertThatThrownBy(() -> get(answer))
        .hasCauseInstanceOf(FunctionInitException.class)
        .hasMessageContaining("initialisation of the function failed while waiting for invocation")
        .hasMessageContaining("T: m (Runtime.UserException)");
    assertThatThrownBy(() -> server.awaitFirstNext(LIMIT))
        .isInstanceOf(FunctionInitException.class);
  }

  @Test
  @Timeout(20)
  void initError_runtimeAsksAgain_isForgotten() throws Exception {
    runtime.post("init/error", "{}", USER_ERROR);
    CompletableFuture<HttpResponse<String>> poll = runtime.nextAsync();
    while (server.waiting() == 0) {
      Thread.onSpinWait();
    }
    CompletableFuture<Invocation> answer = server.submit(bytes("7"), LIMIT);
    assertThat(poll.get(20, TimeUnit.SECONDS).body()).isEqualTo("7");
    assertThat(answer).isNotDone();
  }

  @Test
  void restoreNext_held_isAnsweredOnRestore() throws Exception {
    try (RuntimeApiServer holding = RuntimeApiServer.builder().holdRestore().start()) {
      CompletableFuture<HttpResponse<String>> restored =
          new RuntimeClient(holding).getAsync("restore/next");
      holding.awaitFirst(RuntimeCall.RESTORE_NEXT, LIMIT);
      assertThat(restored).isNotDone();
      holding.restore();
      assertThat(restored.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void restoreError_reported_isObserved() throws Exception {
    assertThat(runtime.get("restore/next").statusCode()).isEqualTo(200);
    runtime.post("restore/error", "{\"errorMessage\":\"stale\"}", USER_ERROR);
    ErrorReport report = server.awaitRestoreError(LIMIT);
    assertThat(report.message()).isEqualTo("stale");
    assertThat(report.type()).isEqualTo("Runtime.UserException");
  }

  @Test
  void awaitFirstNext_neverComes_failsAfterTheLimit() {
    assertThatThrownBy(() -> server.awaitFirstNext(SHORT))
        .isInstanceOf(FunctionTimeoutException.class)
        .hasMessage(
            "the runtime called NEXT: not within PT0.04S "
                + "(events queued: 0, /next waiting: 0, in flight: 0)");
  }

  @Test
  void close_eventsWaiting_failsThem() {
    CompletableFuture<Invocation> answer = server.submit(bytes("1"), LIMIT);
    server.close();
    assertThatThrownBy(() -> get(answer))
        .hasMessageContaining("the Runtime API server was closed before invocation");
    NoAnswerException late =
        catchThrowableOfType(NoAnswerException.class, () -> server.invoke(bytes("2"), LIMIT));
    assertThat(late).hasMessageContaining("was closed");
  }

  @Test
  void submit_timeoutNotPositive_isRefused() {
    assertThatThrownBy(() -> server.submit(bytes("1"), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("functionTimeout: PT0S (expected: more than zero)");
  }

  private static Invocation get(CompletableFuture<Invocation> answer)
      throws ExecutionException, InterruptedException, java.util.concurrent.TimeoutException {
    return answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  private Socket connect() throws IOException {
    int port = Integer.parseInt(server.address().split(":", -1)[1]);
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout((int) LIMIT.toMillis());
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(bytes(text));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      line.append((char) b);
    }
    return line.toString().trim();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
