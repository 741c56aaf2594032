package dev.hearth.http;

import dev.hearth.json.JsonSink;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sends one JSON value a line, each as soon as it is there. Begins the response with the first. */
final class LineWriter implements Consumer<JsonSink> {

  static final Map<String, String> HEADERS = Map.of(HttpResponse.CONTENT_TYPE, HttpEndpoint.LINES);

  private static final int OK = 200;

  private final HttpSink sink;
  private @Nullable OutputStream out;

  LineWriter(HttpSink sink) {
    this.sink = sink;
  }

  boolean begun() {
    return out != null;
  }

  @Override
  public void accept(JsonSink json) {
    try {
      send(json.toUtf8());
    } catch (IOException e) {
      throw new SinkFailedException(e);
    }
  }

  /** The sink failed: unlike what a function throws, this is nothing to be answered. */
  static final class SinkFailedException extends UncheckedIOException {

    private static final long serialVersionUID = 1;

    SinkFailedException(IOException cause) {
      super(cause);
    }
  }

  /** Ends a response that is whole; of no items there was nothing to begin it with. */
  void end() throws IOException {
    open().flush();
  }

  /** Says as the last line why there are no more: the status is sent already. */
  void fail(HttpResponse failure) throws IOException {
    send(failure.body());
  }

  private void send(byte[] json) throws IOException {
    OutputStream to = open();
    to.write(json);
    to.write('\n');
    to.flush();
  }

  private OutputStream open() throws IOException {
    OutputStream to = out;
    if (to == null) {
      to = sink.begin(OK, HEADERS);
      out = to;
    }
    return to;
  }
}
