package dev.hearth.http;

import java.util.List;
import java.util.Locale;

/** What the headers that name media types say. */
final class MediaTypes {

  private MediaTypes() {}

  /** Cuts the parameters off: JSON has one encoding only, and parsing checks for it. */
  static String essence(String contentType) {
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  /** Tells whether a type is one of a list, whose members may be of the form {@code image/*}. */
  static boolean isOneOf(List<String> ranges, String type) {
    for (String range : ranges) {
      if (includes(range, type)) {
        return true;
      }
    }
    return false;
  }

  /** Tells whether an Accept header names a type, or all of its kind; its weights are not read. */
  static boolean accepts(String accept, String type) {
    for (String range : accept.split(",", -1)) {
      String wanted = essence(range);
      if (!wanted.equals("*/*") && includes(wanted, type)) {
        return true;
      }
    }
    return false;
  }

  private static boolean includes(String range, String type) {
    return range.endsWith("/*")
        ? type.startsWith(range.substring(0, range.length() - 1))
        : range.equals(type);
  }
}
