package dev.hearth.testkit.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import java.util.TreeMap;

/** One HTTP response with a JSON body. */
record HttpResponse(int status, Map<String, String> headers, Body body) {
  private static final Body EMPTY = Body.of(new byte[0]);
  private static final Body ACCEPTED = Body.of("{\"status\":\"OK\"}\n".getBytes(UTF_8));

  HttpResponse {
    headers = Map.copyOf(headers);
  }

  static HttpResponse accepted() {
    return new HttpResponse(202, Map.of(), ACCEPTED);
  }

  static HttpResponse empty() {
    return new HttpResponse(200, Map.of(), EMPTY);
  }

  static HttpResponse refused(int status, String type, String message) {
    String json = "{\"errorMessage\":\"%s\",\"errorType\":\"%s\"}".formatted(message, type);
    return new HttpResponse(status, Map.of(), Body.of(json.getBytes(UTF_8)));
  }

  /** Head and body in one array, so that they leave in one write. */
  byte[] wire() {
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" X\r\n");
    new TreeMap<>(headers).forEach((name, value) -> line(head, name, value));
    line(head, "Content-Type", "application/json");
    line(head, "Content-Length", Integer.toString(body.size()));
    byte[] top = head.append("\r\n").toString().getBytes(UTF_8);
    byte[] all = new byte[top.length + body.size()];
    System.arraycopy(top, 0, all, 0, top.length);
    System.arraycopy(body.shared(), 0, all, top.length, body.size());
    return all;
  }

  private static void line(StringBuilder head, String name, String value) {
    head.append(name).append(": ").append(value).append("\r\n");
  }
}
