package dev.hearth.cache.s3;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an object is, by what its writer said or else by its name. */
final class ObjectTypes {

  /** What says no more than that there are bytes; the second is what S3 says when nothing was. */
  private static final String BYTES = "application/octet-stream";

  private static final String S3_BYTES = "binary/octet-stream";

  private static final Map<String, String> BY_ENDING =
      Map.of(
          "json", "application/json",
          "txt", "text/plain",
          "png", "image/png",
          "jpg", "image/jpeg",
          "jpeg", "image/jpeg",
          "gif", "image/gif",
          "webp", "image/webp",
          "tif", "image/tiff",
          "tiff", "image/tiff");

  private ObjectTypes() {}

  /** Returns the media type of an object, without parameters and in lower case. */
  static String of(@Nullable String contentType, String key) {
    String said = contentType == null ? "" : essence(contentType);
    boolean telling = !said.isEmpty() && !said.equals(BYTES) && !said.equals(S3_BYTES);
    return telling ? said : BY_ENDING.getOrDefault(ending(key), BYTES);
  }

  private static String essence(String contentType) {
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  private static String ending(String key) {
    return key.substring(key.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
