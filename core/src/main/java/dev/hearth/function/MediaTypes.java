package dev.hearth.function;

import java.util.List;
import java.util.Locale;

/** What is known of bytes by a header or a name. */
public final class MediaTypes {

  /** What says no more than that there are bytes: {@value}. */
  public static final String BYTES = "application/octet-stream";

  private MediaTypes() {}

  /**
   * Cuts the parameters off a content type: JSON has one encoding only, and parsing checks for it.
   *
   * @param contentType a header's value
   * @return the type, in lower case
   */
  public static String essence(String contentType) {
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  /**
   * Returns the type that a name's ending stands for.
   *
   * @param name the name of a file or an object
   * @return the type; {@value #BYTES} if the ending stands for none
   */
  public static String ofName(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (ending) {
      case "json" -> Payload.JSON;
      case "txt" -> "text/plain";
      case "png", "gif", "webp", "bmp" -> "image/" + ending;
      case "jpg", "jpeg" -> "image/jpeg";
      case "tif", "tiff" -> "image/tiff";
      case "wav" -> "audio/wav";
      default -> BYTES;
    };
  }

  /**
   * Tells whether a type is one of a list.
   *
   * @param ranges types, or all of a kind: {@code image/*}
   * @param type the type
   * @return whether it is
   */
  public static boolean isOneOf(List<String> ranges, String type) {
    for (String range : ranges) {
      if (includes(range, type)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Tells whether an Accept header names a type, or all of its kind; its weights are not read, and
   * who accepts anything has named nothing.
   *
   * @param accept the header's value
   * @param type the type
   * @return whether it does
   */
  public static boolean accepts(String accept, String type) {
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
