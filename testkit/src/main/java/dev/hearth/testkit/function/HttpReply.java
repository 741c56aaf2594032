package dev.hearth.testkit.function;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hearth.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A response. Immutable; its bytes are not copied and must not be changed.
 *
 * @param status the status code
 * @param headers the headers by name in lower case
 * @param body the body
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
public record HttpReply(int status, Map<String, String> headers, byte[] body) {

  /**
   * Makes a response.
   *
   * @param status the status code
   * @param headers the headers by name in lower case
   * @param body the body
   */
  public HttpReply {
    headers = Map.copyOf(headers);
  }

  /**
   * Returns a header.
   *
   * @param name its name in lower case
   * @return its value, or empty
   */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /**
   * Returns the body as text.
   *
   * @return the body, decoded from UTF-8
   */
  public String text() {
    return new String(body, UTF_8);
  }

  /**
   * Returns the body as JSON.
   *
   * @return its value
   * @throws dev.hearth.InvalidInputException if it is not JSON
   */
  public JsonValue json() {
    return JsonValue.parse(body, "response");
  }

  /**
   * Returns the lines of the body.
   *
   * @return the lines, without their ends
   */
  public List<String> lines() {
    return text().lines().toList();
  }

  /** Returns the status and the body as text. */
  @Override
  public String toString() {
    return status + " " + text();
  }
}
