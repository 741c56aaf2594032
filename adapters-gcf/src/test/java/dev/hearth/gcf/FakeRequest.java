package dev.hearth.gcf;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.cloud.functions.HttpRequest;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A request as the platform hands it over. */
final class FakeRequest implements HttpRequest {

  private final String method;
  private final String path;
  private final InputStream body;
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  FakeRequest(String method, String path, InputStream body) {
    this.method = method;
    this.path = path;
    this.body = body;
  }

  static FakeRequest post(String path, String body) {
    return post(path, body.getBytes(UTF_8));
  }

  static FakeRequest post(String path, byte[] body) {
    return new FakeRequest("POST", path, new ByteArrayInputStream(body));
  }

  FakeRequest header(String name, String value) {
    headers.put(name, List.of(value));
    return this;
  }

  @Override
  public String getMethod() {
    return method;
  }

  @Override
  public String getUri() {
    return "http://localhost" + path;
  }

  @Override
  public String getPath() {
    return path;
  }

  @Override
  public Optional<String> getQuery() {
    return Optional.empty();
  }

  @Override
  public Map<String, List<String>> getQueryParameters() {
    return Map.of();
  }

  @Override
  public Map<String, HttpPart> getParts() {
    throw new UnsupportedOperationException("no parts");
  }

  @Override
  public Optional<String> getContentType() {
    return getFirstHeader("content-type");
  }

  @Override
  public long getContentLength() {
    return -1;
  }

  @Override
  public Optional<String> getCharacterEncoding() {
    return Optional.empty();
  }

  @Override
  public InputStream getInputStream() {
    return body;
  }

  @Override
  public BufferedReader getReader() {
    return new BufferedReader(new InputStreamReader(body, UTF_8));
  }

  @Override
  public Map<String, List<String>> getHeaders() {
    return headers;
  }
}
