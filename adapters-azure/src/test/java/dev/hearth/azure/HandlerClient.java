package dev.hearth.azure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** Talks to a custom handler as the host does. */
final class HandlerClient {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final int port;

  HandlerClient(AzureCustomHandler handler) {
    this.port = handler.port();
  }

  HttpResponse<byte[]> send(String method, String path, Map<String, String> headers, byte[] body)
      throws IOException, InterruptedException {
    return client.send(request(method, path, headers, body), BodyHandlers.ofByteArray());
  }

  HttpResponse<Stream<String>> lines(String path, Map<String, String> headers, byte[] body)
      throws IOException, InterruptedException {
    return client.send(request("POST", path, headers, body), BodyHandlers.ofLines());
  }

  HttpResponse<byte[]> post(String path, String json) throws IOException, InterruptedException {
    return send("POST", path, Map.of("content-type", "application/json"), json.getBytes(UTF_8));
  }

  static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), UTF_8);
  }

  private HttpRequest request(
      String method, String path, Map<String, String> headers, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(PATIENCE);
    headers.forEach(request::header);
    return request.method(method, BodyPublishers.ofByteArray(body)).build();
  }
}
