package dev.hearth.lambda;

import dev.hearth.Answer;
import dev.hearth.Inference;
import dev.hearth.InvalidInputException;
import dev.hearth.Problem;
import dev.hearth.function.Call;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/**
 * An event of an API Gateway HTTP API (payload format 2.0) or of a function URL, which sends the
 * same. Immutable.
 */
final class HttpEvent {

  private static final int OK = 200;
  private static final int MULTI_STATUS = 207;
  private static final int METHOD_NOT_ALLOWED = 405;
  private static final int UNSUPPORTED_MEDIA_TYPE = 415;
  private static final String METHOD = "POST";
  private static final String JSON = "application/json";
  private static final String RETRY_AFTER_SECONDS = "1";

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
      JsonValue method = event.field("requestContext").field("http").field("method");
      if (!method.text().equals(METHOD)) {
        String message =
            "method: "
                + method
                + " (expected: "
                + METHOD
                + "); send the items in the body of a "
                + METHOD;
        return refusal(METHOD_NOT_ALLOWED, message, Map.of("allow", METHOD), call);
      }
      Optional<JsonValue> type = contentType();
      if (type.isPresent() && !isJson(type.get().text())) {
        String message = "content-type: " + type.get() + " (expected: " + JSON + "); send JSON";
        return refusal(UNSUPPORTED_MEDIA_TYPE, message, Map.of(), call);
      }
      Answer answer = inference.answer(JsonValue.parse(body(), "body"), call);
      return response(answer.failures() == 0 ? OK : MULTI_STATUS, Map.of(), answer.toString());
    } catch (RuntimeException | Error e) {
      return failure(e, call);
    }
  }

  /** Gateways write header names in lower case; people who try a function out may not. */
  private Optional<JsonValue> contentType() {
    return event
        .optional("headers")
        .flatMap(
            headers ->
                headers.names().stream()
                    .filter("content-type"::equalsIgnoreCase)
                    .findFirst()
                    .flatMap(headers::optional));
  }

  /** Whatever the parameters say: JSON has one encoding only, and parsing checks for it. */
  private static boolean isJson(String contentType) {
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return type.strip().equalsIgnoreCase(JSON);
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
    log(problem, failure, call);
    String message =
        problem == Problem.INTERNAL
            ? "internal error; see the log"
            : String.valueOf(failure.getMessage());
    Map<String, String> headers =
        problem.retryable() ? Map.of("retry-after", RETRY_AFTER_SECONDS) : Map.of();
    return response(problem.httpStatus(), headers, error(problem, message, call));
  }

  /** Says what the caller does not read: all of a failure nobody expected, nothing of their own. */
  private static void log(Problem problem, Throwable failure, Call call) {
    if (problem == Problem.INTERNAL) {
      LoggerFactory.getLogger(HttpEvent.class)
          .error("request {} failed", call.requestId(), failure);
    } else if (problem != Problem.INVALID_INPUT) {
      LoggerFactory.getLogger(HttpEvent.class)
          .error("request {} failed: {}", call.requestId(), failure.getMessage());
    }
  }

  private static byte[] refusal(
      int status, String message, Map<String, String> headers, Call call) {
    return response(status, headers, error(Problem.INVALID_INPUT, message, call));
  }

  private static String error(Problem problem, String message, Call call) {
    JsonSink json = new JsonSink();
    return json.beginObject()
        .name("error")
        .beginObject()
        .field("code", problem.name())
        .field("message", message)
        .field("requestId", call.requestId())
        .endObject()
        .endObject()
        .toString();
  }

  private static byte[] response(int status, Map<String, String> headers, String body) {
    JsonSink json = new JsonSink();
    json.beginObject()
        .field("statusCode", status)
        .name("headers")
        .beginObject()
        .field("content-type", JSON);
    headers.forEach(json::field);
    return json.endObject()
        .field("body", body)
        .field("isBase64Encoded", false)
        .endObject()
        .toUtf8();
  }
}
