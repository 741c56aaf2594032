package dev.hearth.lambda;

import dev.hearth.Inference;
import dev.hearth.InvalidInputException;
import dev.hearth.Problem;
import dev.hearth.function.Call;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * An event of an API Gateway HTTP API (payload format 2.0) or of a function URL, which sends the
 * same. Immutable.
 */
final class HttpEvent {

  private static final int OK = 200;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int UNSUPPORTED_MEDIA_TYPE = 415;
  private static final String JSON = "application/json";

  private final JsonValue event;

  HttpEvent(JsonValue event) {
    this.event = event;
  }

  static boolean matches(JsonValue event) {
    return event.isObject()
        && event.optional("version").filter(JsonValue::isText).map(JsonValue::text).stream()
            .anyMatch("2.0"::equals)
        && event.optional("requestContext").filter(JsonValue::isObject).stream()
            .anyMatch(context -> context.optional("http").isPresent());
  }

  /** Answers the event with an HTTP response, whatever happens. */
  byte[] answer(Inference<?, ?> inference, Call call) {
    try {
      String method = event.field("requestContext").field("http").field("method").text();
      if (!method.equals("POST")) {
        return refusal(
            METHOD_NOT_ALLOWED,
            "method: " + method + " (expected: POST); send the items in the body of a POST",
            call);
      }
      String type = contentType();
      if (!type.startsWith(JSON)) {
        return refusal(
            UNSUPPORTED_MEDIA_TYPE,
            "content-type: '" + type + "' (expected: " + JSON + "); send JSON",
            call);
      }
      return response(OK, inference.answer(JsonValue.parse(body(), "body"), call).toString());
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      return failure(e, call);
    }
  }

  private String contentType() {
    return event
        .optional("headers")
        .flatMap(headers -> headers.optional("content-type"))
        .map(JsonValue::text)
        .map(type -> type.strip().toLowerCase(Locale.ROOT))
        .orElse(JSON);
  }

  private byte[] body() {
    Optional<JsonValue> body = event.optional("body");
    if (body.isEmpty()) {
      throw new InvalidInputException("body: empty (expected: JSON); send the items in the body");
    }
    String text = body.get().text();
    boolean encoded = event.optional("isBase64Encoded").map(JsonValue::flag).orElse(false);
    if (!encoded) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    try {
      return Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new InvalidInputException(
          "body: not base64: " + e.getMessage() + " (expected: base64, as isBase64Encoded says)",
          e);
    }
  }

  private static byte[] failure(Throwable failure, Call call) {
    Problem problem = Problem.of(failure);
    if (problem == Problem.INTERNAL) {
      LoggerFactory.getLogger(HttpEvent.class)
          .error("request {} failed", call.requestId(), failure);
      return error(problem.httpStatus(), problem.name(), "internal error; see the log", call);
    }
    if (problem != Problem.INVALID_INPUT) {
      LoggerFactory.getLogger(HttpEvent.class)
          .error("request {} failed: {}", call.requestId(), failure.getMessage());
    }
    return error(problem.httpStatus(), problem.name(), String.valueOf(failure.getMessage()), call);
  }

  private static byte[] refusal(int status, String message, Call call) {
    return error(status, Problem.INVALID_INPUT.name(), message, call);
  }

  private static byte[] error(int status, String code, String message, Call call) {
    JsonSink json = new JsonSink();
    json.beginObject()
        .name("error")
        .beginObject()
        .field("code", code)
        .field("message", message)
        .field("requestId", call.requestId())
        .endObject()
        .endObject();
    return response(status, json.toString());
  }

  private static byte[] response(int status, String body) {
    JsonSink json = new JsonSink();
    return json.beginObject()
        .field("statusCode", status)
        .name("headers")
        .beginObject()
        .field("content-type", JSON)
        .endObject()
        .field("body", body)
        .field("isBase64Encoded", false)
        .endObject()
        .toUtf8();
  }
}
