package dev.hearth.cache.s3;

import dev.hearth.function.MediaTypes;
import org.jspecify.annotations.Nullable;

/** What an object is, by what its writer said or else by its name. */
final class ObjectTypes {

  /** What S3 says when nothing was said. */
  private static final String S3_BYTES = "binary/octet-stream";

  private ObjectTypes() {}

  /** Returns the media type of an object, without parameters and in lower case. */
  static String of(@Nullable String contentType, String key) {
    String said = contentType == null ? "" : MediaTypes.essence(contentType);
    boolean telling = !said.isEmpty() && !said.equals(MediaTypes.BYTES) && !said.equals(S3_BYTES);
    return telling ? said : MediaTypes.ofName(key);
  }
}
