package dev.hearth.testkit.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A runtime written with the JDK's HTTP client. */
final class RuntimeClient {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private final HttpClient http = HttpClient.newHttpClient();
  private final String root;

  RuntimeClient(RuntimeApiServer server) {
    root = "http://" + server.address() + "/2018-06-01/runtime/";
  }

  CompletableFuture<HttpResponse<String>> nextAsync() {
    return getAsync("invocation/next");
  }

  HttpResponse<String> next() throws Exception {
    return nextAsync().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  CompletableFuture<HttpResponse<String>> getAsync(String path) {
    return http.sendAsync(request(path).GET().build(), BodyHandlers.ofString(UTF_8));
  }

  HttpResponse<String> get(String path) throws Exception {
    return getAsync(path).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
  }

  int post(String path, String body, Map<String, String> headers) throws Exception {
    java.net.http.HttpRequest.Builder request = request(path);
    headers.forEach(request::header);
    return http.send(request.POST(BodyPublishers.ofString(body)).build(), BodyHandlers.ofString())
        .statusCode();
  }

  /** Takes one event and answers it with what it held. */
  int echo() throws Exception {
    HttpResponse<String> event = next();
    return post("invocation/" + id(event) + "/response", event.body(), Map.of());
  }

  static String id(HttpResponse<String> event) {
    return event.headers().firstValue("Lambda-Runtime-Aws-Request-Id").orElseThrow();
  }

  private java.net.http.HttpRequest.Builder request(String path) {
    return java.net.http.HttpRequest.newBuilder(URI.create(root + path)).timeout(LIMIT);
  }
}
