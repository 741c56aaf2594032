package dev.hearth.examples.ticketrouter.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hearth.Ticker;
import dev.hearth.testkit.http.ServedProcess;
import dev.hearth.testkit.http.ServedProcessBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * The function in a process that is called over HTTP: Google's invoker, an Azure custom handler.
 */
final class HttpPlatform implements Platform {

  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final double NANOS_PER_MILLI = 1e6;
  private static final int OK = 200;

  private final Ticker ticker = Ticker.system();
  private final HttpClient client = HttpClient.newHttpClient();
  private final String path;
  private final long startNanos;
  private final double readyMillis;
  private final ServedProcess process;
  private double firstAnswerMillis;

  HttpPlatform(ServedProcessBuilder function, String path) {
    this.path = path;
    this.startNanos = ticker.nanos();
    this.process = function.start();
    this.readyMillis = millisSince(startNanos);
  }

  @Override
  public Reply send(String json) {
    HttpRequest request =
        HttpRequest.newBuilder(process.uri(path))
            .timeout(LIMIT)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    long start = ticker.nanos();
    try {
      HttpResponse<String> response =
          client.send(request, HttpResponse.BodyHandlers.ofString(UTF_8));
      Reply reply = new Reply(response.body(), millisSince(start));
      if (firstAnswerMillis == 0) {
        firstAnswerMillis = millisSince(startNanos);
      }
      if (response.statusCode() != OK) {
        throw new IllegalStateException(
            "status: " + response.statusCode() + " (expected: " + OK + "): " + reply.body());
      }
      return reply;
    } catch (IOException e) {
      throw new UncheckedIOException(process.output(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for an answer", e);
    }
  }

  @Override
  public double readyMillis() {
    return readyMillis;
  }

  @Override
  public double firstAnswerMillis() {
    return firstAnswerMillis;
  }

  @Override
  public String awaitLine(Predicate<String> wanted) {
    return process.awaitLine(wanted, LIMIT);
  }

  @Override
  public void close() {
    process.close();
  }

  private double millisSince(long nanos) {
    return (ticker.nanos() - nanos) / NANOS_PER_MILLI;
  }
}
