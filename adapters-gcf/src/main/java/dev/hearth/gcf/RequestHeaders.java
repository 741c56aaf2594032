package dev.hearth.gcf;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The headers of a request, found in whatever case they were sent. Immutable. */
final class RequestHeaders {

  /** Anybody may send these headers, and they are written to the log. */
  private static final int MAX_ID_LENGTH = 256;

  private static final String CLOUD_TRACE = "x-cloud-trace-context";

  private final Map<String, List<String>> headers;

  RequestHeaders(Map<String, List<String>> headers) {
    this.headers = headers;
  }

  /** Returns a header's first value. */
  Optional<String> first(String name) {
    for (Map.Entry<String, List<String>> header : headers.entrySet()) {
      if (header.getKey().equalsIgnoreCase(name) && !header.getValue().isEmpty()) {
        return Optional.of(header.getValue().get(0));
      }
    }
    return Optional.empty();
  }

  /** Returns the platform's name for the request: of its execution, or else of its trace. */
  Optional<String> requestId() {
    return id("function-execution-id")
        .or(() -> id(CLOUD_TRACE).map(trace -> trace.split("/", 2)[0]).filter(id -> !id.isEmpty()));
  }

  Optional<String> traceId() {
    return id("traceparent").or(() -> id(CLOUD_TRACE));
  }

  private Optional<String> id(String name) {
    return first(name).filter(id -> !id.isBlank() && id.length() <= MAX_ID_LENGTH);
  }
}
