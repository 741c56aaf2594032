package dev.hearth.http;

import java.util.Optional;
import java.util.function.Function;

/**
 * A request as an adapter hands it over. Immutable; its bytes are not copied and must not be
 * changed.
 *
 * @param method the method, as it was sent
 * @param path the path, without the query
 * @param headers finds a header's first value by its name in lower case
 * @param body the body; at least one byte longer than {@link HttpEndpoint#maxBodyBytes()} if the
 *     true one is longer
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on, never compared.
public record HttpRequest(
    String method, String path, Function<String, Optional<String>> headers, byte[] body) {

  Optional<String> header(String name) {
    return headers.apply(name);
  }
}
