package dev.hearth.testkit.function;

import java.nio.charset.StandardCharsets;

/**
 * What a kit's function takes and gives: a text, or bytes held as a text of one character each.
 *
 * @param text the text
 * @param raw whether it stands for bytes
 */
record Saying(String text, boolean raw) {

  static Saying of(String text) {
    return new Saying(text, false);
  }

  static Saying of(byte[] bytes) {
    return new Saying(new String(bytes, StandardCharsets.ISO_8859_1), true);
  }

  byte[] bytes() {
    return text.getBytes(raw ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
  }
}
