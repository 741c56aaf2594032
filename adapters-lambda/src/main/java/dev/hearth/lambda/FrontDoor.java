package dev.hearth.lambda;

import dev.hearth.http.HttpResponse;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import java.util.Optional;

/** What wraps HTTP requests into events, each in its own way. */
enum FrontDoor {
  /** HTTP APIs of API Gateway with payload format 2.0, and function URLs, which send the same. */
  HTTP_API,
  /** REST APIs of API Gateway, and HTTP APIs with payload format 1.0. */
  REST_API,
  /** Application Load Balancers. */
  LOAD_BALANCER;

  private static final String MANY_VALUES = "multiValueHeaders";

  static Optional<FrontDoor> of(JsonValue event) {
    Optional<JsonValue> context = event.optional("requestContext").filter(JsonValue::isObject);
    if (context.isEmpty()) {
      return Optional.empty();
    }
    if (context.get().optional("elb").isPresent()) {
      return Optional.of(LOAD_BALANCER);
    }
    if (context.get().optional("http").isPresent()
        && Batch.textOrEmpty(event, "version").equals("2.0")) {
      return Optional.of(HTTP_API);
    }
    return event.optional("httpMethod").map(method -> REST_API);
  }

  String method(JsonValue event) {
    return this == HTTP_API
        ? event.field("requestContext").field("http").field("method").text()
        : event.field("httpMethod").text();
  }

  String path(JsonValue event) {
    return event.optional(this == HTTP_API ? "rawPath" : "path").map(JsonValue::text).orElse("/");
  }

  /** Front doors write header names in lower case or as they came. */
  static Optional<String> header(JsonValue event, String name) {
    Optional<JsonValue> many = event.optional(MANY_VALUES).flatMap(all -> find(all, name));
    return many.isPresent()
        ? many.map(
            values -> String.join(",", values.items().stream().map(JsonValue::text).toList()))
        : event.optional("headers").flatMap(all -> find(all, name)).map(JsonValue::text);
  }

  private static Optional<JsonValue> find(JsonValue headers, String name) {
    Optional<JsonValue> found = headers.optional(name);
    if (found.isPresent()) {
      return found;
    }
    for (String other : headers.names()) {
      if (other.equalsIgnoreCase(name)) {
        return headers.optional(other);
      }
    }
    return Optional.empty();
  }

  /** Wraps a response as this front door unwraps it; bytes that are not text go as base64. */
  byte[] write(HttpResponse response, JsonValue event) {
    JsonSink json = new JsonSink();
    json.beginObject().field("statusCode", response.status());
    if (this == LOAD_BALANCER) {
      json.field("statusDescription", response.status() + " " + reason(response.status()));
    }
    if (this == LOAD_BALANCER && event.optional(MANY_VALUES).isPresent()) {
      json.name(MANY_VALUES).beginObject();
      response
          .headers()
          .forEach((name, value) -> json.name(name).beginArray().value(value).endArray());
    } else {
      json.name("headers").beginObject();
      response.headers().forEach(json::field);
    }
    json.endObject();
    boolean text = response.isText();
    json.name("body");
    return (text ? json.value(response.text()) : json.value(response.body()))
        .field("isBase64Encoded", !text)
        .endObject()
        .toUtf8();
  }

  private static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 207 -> "Multi-Status";
      case 400 -> "Bad Request";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 413 -> "Content Too Large";
      case 415 -> "Unsupported Media Type";
      case 429 -> "Too Many Requests";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      default -> "Internal Server Error";
    };
  }
}
