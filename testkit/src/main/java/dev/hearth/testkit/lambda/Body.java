package dev.hearth.testkit.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** The bytes of an event, an answer or an error report. Immutable. */
public final class Body {
  private static final int SHOWN_CHARS = 120;

  private final byte[] bytes;

  private Body(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Copies bytes into a body.
   *
   * @param bytes the content; later changes to the array are not seen
   * @return the body
   */
  public static Body of(byte[] bytes) {
    return new Body(bytes.clone());
  }

  /** Takes an array that nobody else will write to. */
  static Body owning(byte[] bytes) {
    return new Body(bytes);
  }

  /**
   * Returns the content.
   *
   * @return a fresh copy
   */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The content itself, only to be read. */
  byte[] shared() {
    return bytes;
  }

  /**
   * Returns the content read as UTF-8.
   *
   * @return the text
   */
  public String text() {
    return new String(bytes, UTF_8);
  }

  /**
   * Returns the length of the content.
   *
   * @return the number of bytes
   */
  public int size() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Body body && Arrays.equals(bytes, body.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    String text = text();
    return text.length() <= SHOWN_CHARS
        ? text
        : text.substring(0, SHOWN_CHARS) + "... (" + bytes.length + " bytes)";
  }
}
