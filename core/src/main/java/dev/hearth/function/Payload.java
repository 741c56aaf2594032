package dev.hearth.function;

import java.nio.charset.StandardCharsets;

/**
 * Bytes that somebody sent, and what they are: a body, a message of a queue, an object of a store.
 * The bytes are not copied and must not be changed.
 *
 * @param name what the bytes are, for messages: {@code body}
 * @param mediaType their media type, without parameters and in lower case
 * @param bytes the bytes
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
public record Payload(String name, String mediaType, byte[] bytes) {

  /** The media type of JSON: {@value}. */
  public static final String JSON = "application/json";

  /**
   * Makes a payload of JSON.
   *
   * @param name what it is, for messages
   * @param utf8 the text
   * @return the payload
   */
  public static Payload json(String name, byte[] utf8) {
    return new Payload(name, JSON, utf8);
  }

  /**
   * Makes a payload of JSON.
   *
   * @param name what it is, for messages
   * @param text the text
   * @return the payload
   */
  public static Payload json(String name, String text) {
    return json(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Tells whether the payload says it is JSON.
   *
   * @return whether it does
   */
  public boolean isJson() {
    return mediaType.equals(JSON);
  }
}
