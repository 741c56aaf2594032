package dev.hearth.benchmarks.adapters;

import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import dev.hearth.Environment;
import dev.hearth.InferenceService;
import dev.hearth.gcf.HttpInferenceFunction;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A call as Google's invoker makes it. */
final class GcfCall {

  private static final Map<String, List<String>> HEADERS =
      Map.of(
          "content-type", List.of("application/json"),
          "accept", List.of("*/*"),
          "host", List.of("function.example.com"),
          "user-agent", List.of("curl/8.5.0"),
          "function-execution-id", List.of("x1b2c3"),
          "x-cloud-trace-context", List.of("105445aa7843bc8bf206b12000100000/1;o=1"));

  private final HttpInferenceFunction function;
  private final byte[] body;

  GcfCall(InferenceService service, byte[] body) {
    this.function = new HttpInferenceFunction(service, Environment.empty()) {};
    this.body = body;
  }

  byte[] make() {
    Response response = new Response();
    function.service(new Request(body), response);
    return response.body.toByteArray();
  }

  private record Request(InputStream getInputStream) implements HttpRequest {

    Request(byte[] body) {
      this(new ByteArrayInputStream(body));
    }

    @Override
    public String getMethod() {
      return "POST";
    }

    @Override
    public String getUri() {
      return "http://function.example.com/";
    }

    @Override
    public String getPath() {
      return "/";
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
      return Map.of();
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
    public BufferedReader getReader() {
      throw new UnsupportedOperationException("bytes are read");
    }

    @Override
    public Map<String, List<String>> getHeaders() {
      return HEADERS;
    }
  }

  private static final class Response implements HttpResponse {

    private final Map<String, List<String>> headers = new LinkedHashMap<>();
    private final ByteArrayOutputStream body = new ByteArrayOutputStream(256);

    @Override
    public void setStatusCode(int code) {
      setStatusCode(code, "");
    }

    @Override
    public void setStatusCode(int code, String message) {
      headers.put(":status", List.of(Integer.toString(code)));
    }

    @Override
    public void setContentType(String contentType) {
      appendHeader("content-type", contentType);
    }

    @Override
    public Optional<String> getContentType() {
      return Optional.empty();
    }

    @Override
    public void appendHeader(String name, String value) {
      headers.put(name, List.of(value));
    }

    @Override
    public Map<String, List<String>> getHeaders() {
      return headers;
    }

    @Override
    public OutputStream getOutputStream() {
      return body;
    }

    @Override
    public BufferedWriter getWriter() {
      throw new UnsupportedOperationException("bytes are written");
    }
  }
}
