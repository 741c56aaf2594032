package dev.hearth.benchmarks.adapters;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpMethod;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.HttpStatus;
import com.microsoft.azure.functions.HttpStatusType;
import dev.hearth.Environment;
import dev.hearth.InferenceService;
import dev.hearth.azure.AzureInference;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** A call as Azure's Java worker makes it. */
final class AzureCall {

  private static final Map<String, String> HEADERS =
      Map.of(
          "content-type", "application/json",
          "accept", "*/*",
          "host", "function.example.com",
          "user-agent", "curl/8.5.0");

  private final AzureInference inference;
  private final Request request;

  AzureCall(InferenceService service, String body) {
    this.inference = AzureInference.of(() -> service, Environment.empty());
    this.request = new Request(Optional.of(body));
  }

  @Nullable Object make() {
    return inference.http(request, Account.ONE).getBody();
  }

  private enum Account implements ExecutionContext {
    ONE;

    @Override
    public Logger getLogger() {
      return Logger.getLogger("function");
    }

    @Override
    public String getInvocationId() {
      return "id";
    }

    @Override
    public String getFunctionName() {
      return "shout";
    }
  }

  private record Request(Optional<String> getBody) implements HttpRequestMessage<Optional<String>> {

    private static final URI PLACE = URI.create("https://function.example.com/api/shout");

    @Override
    public URI getUri() {
      return PLACE;
    }

    @Override
    public HttpMethod getHttpMethod() {
      return HttpMethod.POST;
    }

    @Override
    public Map<String, String> getHeaders() {
      return HEADERS;
    }

    @Override
    public Map<String, String> getQueryParameters() {
      return Map.of();
    }

    @Override
    public HttpResponseMessage.Builder createResponseBuilder(HttpStatus status) {
      return createResponseBuilder((HttpStatusType) status);
    }

    @Override
    public HttpResponseMessage.Builder createResponseBuilder(HttpStatusType status) {
      return new Response().status(status);
    }
  }

  /** Builder and response in one, like the worker's. */
  private static final class Response implements HttpResponseMessage, HttpResponseMessage.Builder {

    private final Map<String, String> headers = new LinkedHashMap<>();
    private HttpStatusType status = HttpStatus.OK;
    private @Nullable Object body;

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
