package dev.hearth.json;

/**
 * How a message shows a text that somebody sent: short, on one line, without its odd characters.
 */
final class Excerpt {

  private static final int SHOWN_CHARACTERS = 40;

  private Excerpt() {}

  /** Returns the text in quotes and with escapes, as JSON has them, cut where it is long. */
  static String quoted(String text) {
    String shown = new JsonSink().value(text.substring(0, end(text))).toString();
    return isShort(text) ? shown : shown + "...";
  }

  /** Returns the text, cut where it is long. */
  static String plain(String text) {
    return isShort(text) ? text : text.substring(0, end(text)) + "...";
  }

  static boolean isShort(String text) {
    return text.length() <= SHOWN_CHARACTERS;
  }

  /** Where to cut: not in the middle of a surrogate pair. */
  private static int end(String text) {
    if (isShort(text)) {
      return text.length();
    }
    return Character.isHighSurrogate(text.charAt(SHOWN_CHARACTERS - 1))
        ? SHOWN_CHARACTERS - 1
        : SHOWN_CHARACTERS;
  }
}
