package dev.hearth.processor;

import java.nio.file.Path;
import java.util.Optional;

/** What a value of the environment can be, and what may stand for an absent one. */
enum SettingType {
  TEXT("java.lang.String", "a text"),
  INT("int", "a whole number"),
  LONG("long", "a whole number"),
  DOUBLE("double", "a number"),
  FLAG("boolean", "true or false"),
  DURATION("java.time.Duration", "a number of seconds, more than 0"),
  PATH("java.nio.file.Path", "a path"),
  URI("java.net.URI", "a URI");

  private final String type;
  private final String expected;

  SettingType(String type, String expected) {
    this.type = type;
    this.expected = expected;
  }

  static Optional<SettingType> of(String type) {
    for (SettingType each : values()) {
      if (each.type.equals(type)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }

  String type() {
    return type;
  }

  String expected() {
    return expected;
  }

  /** Tells whether a text would be accepted from the environment. */
  boolean accepts(String text) {
    try {
      literal(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Returns a fallback as it stands in a Java source, without the quotes of a string.
   *
   * @throws IllegalArgumentException if the text is no such value
   */
  String literal(String text) {
    return switch (this) {
      case TEXT -> text;
      case INT -> Integer.toString(Integer.parseInt(text));
      case LONG -> Long.parseLong(text) + "L";
      case DOUBLE -> finite(text).toString();
      case FLAG -> flag(text);
      case DURATION -> milliseconds(text) + "L";
      case PATH -> Path.of(filled(text)).toString();
      case URI -> java.net.URI.create(filled(text)).toString();
    };
  }

  private static Double finite(String text) {
    Double number = Double.valueOf(text);
    if (number.isInfinite() || number.isNaN()) {
      throw new IllegalArgumentException(text);
    }
    return number;
  }

  private static String flag(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static long milliseconds(String text) {
    double seconds = finite(text);
    if (seconds <= 0 || seconds > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(text);
    }
    return Math.max(1, Math.round(seconds * 1000));
  }

  private static String filled(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }
}
