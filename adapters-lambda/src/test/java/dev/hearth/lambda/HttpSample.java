package dev.hearth.lambda;

import dev.hearth.json.JsonSink;
import java.util.Base64;

/**
 * A complete HTTP event, as one of the platform's front doors sends it, with parts replaced.
 * Immutable.
 */
record HttpSample(String json) {

  private static final String TYPE = "\"content-type\": \"application/json\"";

  static HttpSample httpApi() {
    return read("http-api");
  }

  static HttpSample restApi() {
    return read("rest-api");
  }

  static HttpSample functionUrl() {
    return read("function-url");
  }

  HttpSample method(String method) {
    return replace("\"method\": \"POST\"", "\"method\": " + quoted(method));
  }

  HttpSample contentType(String type) {
    return header("content-type", quoted(type));
  }

  HttpSample header(String name, String json) {
    return replace(TYPE, quoted(name) + ": " + json);
  }

  HttpSample withoutContentType() {
    return replace(TYPE + ",", "");
  }

  HttpSample body(String text) {
    return bodyJson(quoted(text), false);
  }

  HttpSample base64(byte[] body) {
    return encoded(Base64.getEncoder().encodeToString(body));
  }

  HttpSample encoded(String text) {
    return bodyJson(quoted(text), true);
  }

  HttpSample bodyJson(String json, boolean encoded) {
    int start = this.json.indexOf("\"body\":");
    return new HttpSample(
        this.json.substring(0, start)
            + "\"body\":"
            + json
            + ",\"isBase64Encoded\":"
            + encoded
            + "}");
  }

  HttpSample withoutBody() {
    int start = json.indexOf("\"body\":");
    return new HttpSample(json.substring(0, start) + "\"isBase64Encoded\":false}");
  }

  HttpSample replace(String old, String now) {
    if (!json.contains(old)) {
      throw new IllegalArgumentException("sample has no " + old);
    }
    return new HttpSample(json.replace(old, now));
  }

  private static String quoted(String text) {
    return new JsonSink().value(text).toString();
  }

  private static HttpSample read(String name) {
    return new HttpSample(Samples.read(name));
  }
}
