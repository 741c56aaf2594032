package dev.hearth.azure;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request as the worker hands it to a function. */
record FakeRequest(String method, URI uri, Map<String, String> headers, Optional<?> body)
    implements HttpRequestMessage<Optional<?>> {

  private static final URI PLACE = URI.create("http://localhost:7071/api/shout");

  static FakeRequest post(String json) {
    return new FakeRequest(
        "POST", PLACE, Map.of("content-type", "application/json"), Optional.of(json));
  }

  static FakeRequest post(String mediaType, Object body) {
    return new FakeRequest("POST", PLACE, Map.of("content-type", mediaType), Optional.of(body));
  }

  FakeRequest to(String path) {
    return new FakeRequest(method, PLACE.resolve(path), headers, body);
  }

  FakeRequest by(String other) {
    return new FakeRequest(other, uri, headers, body);
  }

  FakeRequest with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new FakeRequest(method, uri, more, body);
  }

  FakeRequest without(String name) {
    Map<String, String> fewer = new LinkedHashMap<>(headers);
    fewer.remove(name);
    return new FakeRequest(method, uri, fewer, body);
  }

  FakeRequest empty() {
    return new FakeRequest(method, uri, headers, Optional.empty());
  }

  /** Returns the text of a response's body, which has to be one. */
  static String text(HttpResponseMessage response) {
    return (String) response.getBody();
  }

  /** Returns a response's body as the worker would send it. */
  static byte[] bytes(HttpResponseMessage response) {
    return response.getBody() instanceof byte[] bytes ? bytes : text(response).getBytes(UTF_8);
  }

  @Override
  public URI getUri() {
    return uri;
  }

  @Override
  public HttpMethod getHttpMethod() {
    return HttpMethod.value(method);
  }

  @Override
  public Map<String, String> getHeaders() {
    return headers;
  }

  @Override
  public Map<String, String> getQueryParameters() {
    return Map.of();
  }

  @Override
  public Optional<?> getBody() {
    return body;
  }

  @Override
  public HttpResponseMessage.Builder createResponseBuilder(HttpStatus status) {
    return createResponseBuilder((HttpStatusType) status);
  }

  @Override
  public HttpResponseMessage.Builder createResponseBuilder(HttpStatusType status) {
    return new Response().status(status);
  }

  /** Builder and response in one, like the worker's. */
  static final class Response implements HttpResponseMessage, HttpResponseMessage.Builder {

    private final Map<String, String> headers = new LinkedHashMap<>();
    private HttpStatusType status = HttpStatus.OK;
    private @Nullable Object body;

    Map<String, String> headers() {
      return headers;
    }

    @Override
    public Builder status(HttpStatusType code) {
      this.status = code;
      return this;
    }

    @Override
    public Builder header(String name, String value) {
      headers.put(name, value);
      return this;
    }

    @Override
    public Builder body(Object content) {
      this.body = content;
      return this;
    }

    @Override
    public HttpResponseMessage build() {
      return this;
    }

    @Override
    public HttpStatusType getStatus() {
      return status;
    }

    @Override
    public @Nullable String getHeader(String name) {
      return headers.get(name);
    }

    @Override
    public @Nullable Object getBody() {
      return body;
    }
  }
}
