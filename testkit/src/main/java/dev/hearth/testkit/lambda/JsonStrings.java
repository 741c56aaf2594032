package dev.hearth.testkit.lambda;

import java.util.Optional;

/** Finds one string field of a JSON object; tolerant of anything, since functions may send it. */
final class JsonStrings {
  private static final int HEX = 16;
  private static final int UNICODE_DIGITS = 4;

  private final String text;
  private int at;

  private JsonStrings(String text) {
    this.text = text;
  }

  /** The value of the outermost object's field, or empty if it is absent or not a string. */
  static Optional<String> find(String json, String name) {
    return new JsonStrings(json).find(name);
  }

  private Optional<String> find(String name) {
    int depth = 0;
    boolean wanted = false;
    String lastString = "";
    while (at < text.length()) {
      char c = text.charAt(at++);
      switch (c) {
        case '"' -> {
          lastString = restOfString();
          if (wanted) {
            return Optional.of(lastString);
          }
        }
        case '{', '[' -> {
          depth++;
          wanted = false;
        }
        case '}', ']' -> depth--;
        case ':' -> wanted = depth == 1 && lastString.equals(name);
        case ',' -> wanted = false;
        default -> {}
      }
    }
    return Optional.empty();
  }

  private String restOfString() {
    StringBuilder out = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        break;
      }
      out.append(c == '\\' && at < text.length() ? escaped(text.charAt(at++)) : c);
    }
    return out.toString();
  }

  private char escaped(char c) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'u' -> unicode();
      default -> c;
    };
  }

  private char unicode() {
    if (at + UNICODE_DIGITS > text.length()) {
      return '?';
    }
    String digits = text.substring(at, at + UNICODE_DIGITS);
    at += UNICODE_DIGITS;
    try {
      return (char) Integer.parseInt(digits, HEX);
    } catch (NumberFormatException e) {
      return '?';
    }
  }
}
