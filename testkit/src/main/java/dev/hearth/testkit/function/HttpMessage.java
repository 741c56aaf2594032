package dev.hearth.testkit.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request. Immutable; its bytes are not copied and must not be changed.
 *
 * @param method the method
 * @param path the path, without a query
 * @param headers the headers, by name in any case
 * @param body the body
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
public record HttpMessage(String method, String path, Map<String, String> headers, byte[] body) {

  /**
   * Makes a request.
   *
   * @param method the method
   * @param path the path, without a query
   * @param headers the headers, by name in any case
   * @param body the body
   */
  public HttpMessage {
    headers = Map.copyOf(headers);
  }

  /**
   * Makes a POST of JSON to {@code /}.
   *
   * @param json the body
   * @return the request
   */
  public static HttpMessage post(String json) {
    return post("application/json", json.getBytes(UTF_8));
  }

  /**
   * Makes a POST to {@code /}.
   *
   * @param mediaType the content type
   * @param body the body
   * @return the request
   */
  public static HttpMessage post(String mediaType, byte[] body) {
    return new HttpMessage("POST", "/", Map.of("content-type", mediaType), body);
  }

  /**
   * Makes a GET.
   *
   * @param path the path
   * @return the request
   */
  public static HttpMessage get(String path) {
    return new HttpMessage("GET", path, Map.of(), new byte[0]);
  }

  /**
   * Sends to another path.
   *
   * @param other the path
   * @return the changed request
   */
  public HttpMessage to(String other) {
    return new HttpMessage(method, other, headers, body);
  }

  /**
   * Adds a header, in the place of one with the same name in the same case.
   *
   * @param name its name
   * @param value its value
   * @return the changed request
   */
  public HttpMessage with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new HttpMessage(method, path, more, body);
  }

  /** Returns method, path, headers and the length of the body. */
  @Override
  public String toString() {
    return method + " " + path + " " + headers + " and " + body.length + " bytes";
  }
}
