package dev.hearth.gcf;

import dev.hearth.testkit.http.ServedProcess;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Sends to a function in a process of its own. */
final class Client {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ServedProcess function;

  Client(ServedProcess function) {
    this.function = function;
  }

  HttpRequest.Builder request(String path, String body) {
    return HttpRequest.newBuilder(function.uri(path))
        .timeout(LIMIT)
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  HttpResponse<String> get(String path) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(function.uri(path)).timeout(LIMIT).build();
    return http.send(request, BodyHandlers.ofString());
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<byte[]> sendForBytes(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<InputStream> sendForStream(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), BodyHandlers.ofInputStream());
  }

  HttpResponse<String> say(String path, String text) throws Exception {
    return send(request(path, item(text)));
  }

  CompletableFuture<HttpResponse<String>> sayLater(String path, String text) {
    return http.sendAsync(request(path, item(text)).build(), BodyHandlers.ofString());
  }

  static String item(String text) {
    return "{\"text\":\"" + text + "\"}";
  }

  static String items(String... texts) {
    StringBuilder items = new StringBuilder("[");
    for (String text : texts) {
      items.append(items.length() == 1 ? "" : ",").append(item(text));
    }
    return items.append(']').toString();
  }
}
