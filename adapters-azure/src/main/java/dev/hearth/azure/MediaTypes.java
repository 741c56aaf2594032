package dev.hearth.azure;

import dev.hearth.function.Payload;
import java.util.List;
import java.util.Locale;

/** What is known of bytes that come with a name or a header only. */
final class MediaTypes {

  private MediaTypes() {}

  /** Returns the type that a name's ending stands for; JSON if it stands for none. */
  static String ofName(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return switch (ending) {
      case "png", "gif", "webp", "bmp" -> "image/" + ending;
      case "jpg", "jpeg" -> "image/jpeg";
      case "tif", "tiff" -> "image/tiff";
      case "wav" -> "audio/wav";
      case "txt" -> "text/plain";
      default -> Payload.JSON;
    };
  }

  /** Cuts the parameters of a header's type off. */
  static String essence(String contentType) {
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  /** Tells whether a type is one of a list, whose members may be of the form {@code image/*}. */
  static boolean isOneOf(List<String> ranges, String type) {
    return ranges.stream()
        .anyMatch(
            range ->
                range.endsWith("/*")
                    ? type.startsWith(range.substring(0, range.length() - 1))
                    : range.equals(type));
  }
}
