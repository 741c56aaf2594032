package dev.hearth.http;

import dev.hearth.function.Payload;
import dev.hearth.json.JsonSink;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** A request that cannot be one to a function, whatever its body. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1;

  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int CONTENT_TOO_LARGE = 413;
  private static final int UNSUPPORTED_MEDIA_TYPE = 415;
  private static final int SHOWN_CHARACTERS = 40;

  private final int status;
  private final transient Map<String, String> headers;

  private Refusal(int status, String message, Map<String, String> headers) {
    super(message, null, false, false);
    this.status = status;
    this.headers = headers;
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }

  static Refusal unknownPath(String path, Collection<String> routes) {
    String expected = String.join(", ", routes);
    return new Refusal(
        NOT_FOUND,
        "path: " + shown(path) + " (expected: " + expected + "); send to one of them",
        Map.of());
  }

  static Refusal otherMethod(String method) {
    return new Refusal(
        METHOD_NOT_ALLOWED,
        "method: " + shown(method) + " (expected: POST); send the items in the body of a POST",
        Map.of("allow", "POST"));
  }

  static Refusal otherMediaType(String type, List<String> others) {
    String expected = others.isEmpty() ? "" : " or " + String.join(", ", others);
    return new Refusal(
        UNSUPPORTED_MEDIA_TYPE,
        "content-type: " + shown(type) + " (expected: " + Payload.JSON + expected + "); send JSON",
        Map.of());
  }

  static Refusal otherEncoding(String encoding) {
    return new Refusal(
        UNSUPPORTED_MEDIA_TYPE,
        "content-encoding: " + shown(encoding) + " (expected: identity); send the body as it is",
        Map.of());
  }

  static Refusal tooLong(int maxBytes) {
    return new Refusal(
        CONTENT_TOO_LARGE,
        "body: too long (expected: at most " + maxBytes + " bytes); send less at once",
        Map.of());
  }

  private static String shown(String text) {
    boolean isShort = text.length() <= SHOWN_CHARACTERS;
    String part = isShort ? text : text.substring(0, SHOWN_CHARACTERS);
    return new JsonSink().value(part) + (isShort ? "" : "...");
  }
}
