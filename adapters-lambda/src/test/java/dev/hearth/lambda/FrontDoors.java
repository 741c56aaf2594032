package dev.hearth.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import dev.hearth.testkit.function.HttpMessage;
import dev.hearth.testkit.function.HttpReply;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Map;

/** The platform's front doors: each wraps a request into an event and unwraps the answer. */
enum FrontDoors {
  HTTP_API,
  FUNCTION_URL,
  REST_API,
  LOAD_BALANCER,
  LOAD_BALANCER_MULTI_VALUE;

  private static final String MANY = "multiValueHeaders";

  /** Wraps a request; a body that is no text goes as base64. */
  byte[] event(HttpMessage message) {
    JsonSink json = new JsonSink();
    json.beginObject();
    boolean two = this == HTTP_API || this == FUNCTION_URL;
    if (two) {
      json.field("version", "2.0").field("rawPath", path(message)).field("rawQueryString", "");
    } else {
      json.field("httpMethod", message.method()).field("path", path(message));
    }
    if (this != LOAD_BALANCER_MULTI_VALUE) {
      json.name("headers").beginObject();
      message.headers().forEach(json::field);
      json.endObject();
    }
    if (this == REST_API || this == LOAD_BALANCER_MULTI_VALUE) {
      json.name(MANY).beginObject();
      message.headers().forEach((n, v) -> json.name(n).beginArray().value(v).endArray());
      json.endObject();
    }
    json.name("requestContext").beginObject();
    if (two) {
      json.field("stage", "$default").name("http").beginObject();
      json.field("method", message.method()).field("path", path(message)).endObject();
    } else if (this == REST_API) {
      json.field("stage", "prod").field("httpMethod", message.method());
    } else {
      json.name("elb").beginObject().field("targetGroupArn", "arn:aws:x").endObject();
    }
    json.endObject().name("body");
    boolean text = isUtf8(message.body());
    if (text) {
      json.value(new String(message.body(), UTF_8));
    } else {
      json.value(message.body());
    }
    return json.field("isBase64Encoded", !text).endObject().toUtf8();
  }

  /** HTTP APIs put the stage before the path, unless it is the default one. */
  private String path(HttpMessage message) {
    return this == HTTP_API ? "/live" + message.path() : message.path();
  }

  /** Unwraps an answer as this front door does. */
  HttpReply reply(JsonValue answer) {
    Map<String, String> headers = new HashMap<>();
    String place = this == LOAD_BALANCER_MULTI_VALUE ? MANY : "headers";
    JsonValue all = answer.field(place);
    for (String name : all.names()) {
      JsonValue value = all.field(name);
      headers.put(name, (value.isArray() ? value.items().get(0) : value).text());
    }
    int status = (int) answer.field("statusCode").integer(100, 599);
    boolean encoded = answer.field("isBase64Encoded").flag();
    JsonValue body = answer.field("body");
    return new HttpReply(status, headers, encoded ? body.bytes() : body.text().getBytes(UTF_8));
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
