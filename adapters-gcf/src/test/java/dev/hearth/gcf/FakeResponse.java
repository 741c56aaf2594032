package dev.hearth.gcf;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.cloud.functions.HttpResponse;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps a response, and what had been flushed of it each time; fails once its client is gone. */
final class FakeResponse implements HttpResponse {

  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final List<String> flushed = new ArrayList<>();
  private int status;
  private boolean gone;

  /** Takes the client away: from now on the response cannot be sent. */
  FakeResponse clientGone() {
    gone = true;
    return this;
  }

  int status() {
    return status;
  }

  String text() {
    return body.toString(UTF_8);
  }

  byte[] bytes() {
    return body.toByteArray();
  }

  List<String> flushed() {
    return flushed;
  }

  String header(String name) {
    return String.join(",", headers.getOrDefault(name, List.of()));
  }

  @Override
  public void setStatusCode(int code) {
    status = code;
  }

  @Override
  public void setStatusCode(int code, String message) {
    status = code;
  }

  @Override
  public void setContentType(String contentType) {
    headers.put("content-type", List.of(contentType));
  }

  @Override
  public Optional<String> getContentType() {
    return Optional.ofNullable(headers.get("content-type")).map(values -> values.get(0));
  }

  @Override
  public void appendHeader(String name, String value) {
    headers.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
  }

  @Override
  public Map<String, List<String>> getHeaders() {
    return headers;
  }

  @Override
  public OutputStream getOutputStream() {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int length) throws IOException {
        if (gone) {
          throw new IOException("Broken pipe");
        }
        body.write(bytes, from, length);
      }

      @Override
      public void flush() throws IOException {
        if (gone) {
          throw new IOException("Broken pipe");
        }
        flushed.add(body.toString(UTF_8));
      }
    };
  }

  @Override
  public BufferedWriter getWriter() {
    throw new UnsupportedOperationException("bytes are written");
  }
}
