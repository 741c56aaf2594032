package dev.hearth.azure;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatusType;
import dev.hearth.http.HttpRequest;
import dev.hearth.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Translates HTTP messages between the worker and core. */
final class HttpMessages {

  private static final byte[] NOTHING = {};

  private HttpMessages() {}

  static HttpRequest request(HttpRequestMessage<? extends Optional<?>> message) {
    @Nullable HttpMethod method = message.getHttpMethod();
    @Nullable String path = message.getUri().getPath();
    return new HttpRequest(
        method == null ? "" : method.name(),
        path == null ? "" : path,
        name -> header(message.getHeaders(), name),
        message.getBody().map(HttpMessages::bytes).orElse(NOTHING));
  }

  /** Tells whether the host has decoded the body, which is harmless for text only. */
  static boolean isText(HttpRequestMessage<? extends Optional<?>> message) {
    return message.getBody().filter(String.class::isInstance).isPresent();
  }

  static HttpResponseMessage response(HttpRequestMessage<?> request, HttpResponse response) {
    HttpResponseMessage.Builder builder =
        request.createResponseBuilder(HttpStatusType.custom(response.status()));
    response.headers().forEach(builder::header);
    return builder.body(response.isText() ? response.text() : response.body()).build();
  }

  private static Optional<String> header(Map<String, String> headers, String name) {
    String exact = headers.get(name);
    if (exact != null) {
      return Optional.of(exact);
    }
    return headers.entrySet().stream()
        .filter(header -> name.equalsIgnoreCase(header.getKey()))
        .findFirst()
        .map(Map.Entry::getValue);
  }

  private static byte[] bytes(Object content) {
    return content instanceof byte[] bytes
        ? bytes
        : content.toString().getBytes(StandardCharsets.UTF_8);
  }
}
