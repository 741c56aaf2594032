package dev.hearth.http;

import dev.hearth.function.Payload;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A response to be sent. Immutable; its bytes are not copied and must not be changed.
 *
 * @param status the status code
 * @param headers the headers by name in lower case
 * @param body the body
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
public record HttpResponse(int status, Map<String, String> headers, byte[] body) {

  static final String CONTENT_TYPE = "content-type";

  static HttpResponse json(int status, String text, Map<String, String> more) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(CONTENT_TYPE, Payload.JSON);
    headers.putAll(more);
    return new HttpResponse(status, headers, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Tells whether the body is text, for platforms that keep text and bytes apart.
   *
   * @return whether its media type is JSON or text
   */
  public boolean isText() {
    @Nullable String type = headers.get(CONTENT_TYPE);
    return type == null
        || type.equals(Payload.JSON)
        || type.startsWith(HttpEndpoint.LINES)
        || type.startsWith("text/");
  }

  /**
   * Returns the body as text.
   *
   * @return the body, decoded from UTF-8
   */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }
}
