package dev.hearth.http;

import static dev.hearth.http.Requests.CALL;
import static dev.hearth.http.Requests.failure;
import static dev.hearth.http.Requests.post;
import static dev.hearth.http.Requests.request;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.InferenceService;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HttpEndpointStreamTest {

  private static final Map<String, String> LINES = Map.of("accept", "application/x-ndjson");

  private final Requests requests = new Requests();
  private final HttpEndpoint endpoint =
      new HttpEndpoint(InferenceService.of(requests.texts().maxBatch(1).build()));
  private final Recorder sink = new Recorder();

  /** Notes what is sent with each flush; fails when it is told to. */
  private static final class Recorder extends OutputStream implements HttpSink {

    final List<String> begun = new ArrayList<>();
    final List<String> sent = new ArrayList<>();
    final StringBuilder pending = new StringBuilder();
    int failAfter = Integer.MAX_VALUE;

    @Override
    public OutputStream begin(int status, Map<String, String> headers) throws IOException {
      begun.add(status + " " + headers.get("content-type"));
      if (failAfter == 0) {
        throw new IOException("gone");
      }
      return this;
    }

    @Override
    public void write(int one) {
      pending.append((char) one);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      if (sent.size() >= failAfter) {
        throw new IOException("gone");
      }
      pending.append(new String(bytes, from, length, UTF_8));
    }

    @Override
    public void flush() {
      sent.add(pending.toString());
      pending.setLength(0);
    }
  }

  @Test
  void answer_lines_areSentOneByOne() throws Exception {
    answer(post("[{\"n\":1},{\"n\":-1},{\"n\":3}]", LINES));
    assertThat(sink.begun).containsExactly("200 application/x-ndjson");
    assertThat(sink.sent)
        .startsWith(
            "{\"text\":\"1\"}\n",
            "{\"error\":{\"code\":\"INVALID_INPUT\",\"message\":"
                + "\"n: -1 (expected: more); send that\"}}\n",
            "{\"text\":\"3\"}\n");
    assertThat(sink.pending).isEmpty();
  }

  @Test
  void answer_linesOfNoItems_isEmpty() throws Exception {
    answer(post("[]", LINES));
    assertThat(sink.begun).containsExactly("200 application/x-ndjson");
    assertThat(String.join("", sink.sent)).isEmpty();
  }

  @Test
  void answer_firstLineFails_hasTheProblemsStatus() throws Exception {
    answer(post("[{\"n\":-4},{\"n\":1}]", LINES));
    assertThat(sink.begun).containsExactly("503 application/json");
    assertThat(sink.pending).hasToString(failure("UNAVAILABLE", "store: down; retry"));
  }

  @Test
  void answer_functionFailsByAFile_isNotTakenForTheSinks() throws Exception {
    answer(post("[{\"n\":-3}]", LINES));
    assertThat(sink.begun).containsExactly("500 application/json");
    assertThat(sink.pending).hasToString(failure("INTERNAL", "internal error; see the log"));
  }

  @Test
  void answer_whatCannotBeLines_isRefusedAsEver() throws Exception {
    answer(post("[", LINES));
    answer(post("x", Map.of("accept", "application/x-ndjson", "content-type", "text/plain")));
    answer(request("GET", "/", LINES, new byte[0]));
    assertThat(sink.begun)
        .containsExactly("400 application/json", "415 application/json", "405 application/json");
  }

  @Test
  void answer_readyByACallerOfLines_isTold() throws Exception {
    answer(request("GET", "/_ready", LINES, new byte[0]));
    assertThat(sink.begun).containsExactly("503 application/json");
    assertThat(sink.pending).hasToString("{\"ready\":false}");
  }

  @Test
  void answer_notLines_isSentAsAWhole() throws Exception {
    answer(post("[{\"n\":1},{\"n\":-1}]"));
    assertThat(sink.begun).containsExactly("207 application/json");
    assertThat(sink.pending).startsWith("[{\"text\":\"1\"},");
  }

  @Test
  void answer_sinkFailsMidway_stopsAndPassesItOn() {
    sink.failAfter = 1;
    assertThatThrownBy(() -> answer(post("[{\"n\":1},{\"n\":2},{\"n\":3}]", LINES)))
        .isInstanceOf(IOException.class)
        .hasMessage("gone");
    assertThat(sink.sent).containsExactly("{\"text\":\"1\"}\n");
    assertThat(requests.model.acquired).hasSize(2);
    assertThat(requests.model.closed).hasValue(2);
  }

  @Test
  void answer_sinkCannotBegin_passesItOn() {
    sink.failAfter = 0;
    assertThatThrownBy(() -> answer(post("[{\"n\":1}]", LINES))).hasMessage("gone");
    assertThatThrownBy(() -> answer(post("{\"n\":1}"))).hasMessage("gone");
    assertThat(sink.begun).hasSize(2);
  }

  @Test
  void answer_sinkThrowsSomethingElseMidway_endsWithALineThatSaysSo() throws Exception {
    List<String> written = new ArrayList<>();
    endpoint.answer(
        post("[{\"n\":1},{\"n\":2}]", LINES),
        CALL,
        (status, headers) ->
            new OutputStream() {
              @Override
              public void write(int one) {}

              @Override
              public void write(byte[] bytes, int from, int length) {
                written.add(new String(bytes, from, length, UTF_8));
                if (written.size() == 2) {
                  throw new IllegalStateException("secret");
                }
              }
            });
    assertThat(written)
        .containsExactly(
            "{\"text\":\"1\"}",
            "{\"text\":\"2\"}",
            failure("INTERNAL", "internal error; see the log"));
  }

  private void answer(HttpRequest request) throws IOException {
    endpoint.answer(request, CALL, sink);
  }
}
