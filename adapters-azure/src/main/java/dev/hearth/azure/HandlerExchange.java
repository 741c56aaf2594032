package dev.hearth.azure;

import com.sun.net.httpserver.HttpExchange;
import dev.hearth.Deadline;
import dev.hearth.InvalidInputException;
import dev.hearth.function.Call;
import dev.hearth.function.Payload;
import dev.hearth.http.HttpEndpoint;
import dev.hearth.http.HttpRequest;
import dev.hearth.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Translates exchanges of the JDK's server. Safe for use by many threads. */
final class HandlerExchange {

  private static final Logger LOG = LoggerFactory.getLogger(AzureCustomHandler.class);
  private static final String INVOCATION = "x-azure-functions-invocationid";
  private static final int OK = 200;

  /** In an envelope bytes are base64, and a text's quotes are escaped twice. */
  private static final int ENVELOPE_FACTOR = 2;

  /** How much of a body that is too long is read, so that its sender can read the answer. */
  private static final int DRAINED_FACTOR = 4;

  private static final int NO_BODY = -1;

  private final Deployment deployment;

  HandlerExchange(Deployment deployment) {
    this.deployment = deployment;
  }

  void handle(HttpExchange exchange) {
    Call call = call(exchange, Deadline.none());
    try {
      try {
        answer(exchange, call(exchange, deployment.deadline()));
      } catch (RuntimeException | Error e) {
        send(exchange, HttpEndpoint.failed(e, call));
      }
    } catch (IOException e) {
      LOG.debug("request {}: the caller went away", call.requestId(), e);
    } catch (RuntimeException | Error e) {
      LOG.error("request {}: the response could not be sent", call.requestId(), e);
    } finally {
      exchange.close();
    }
  }

  private void answer(HttpExchange exchange, Call call) throws IOException {
    if (isTrigger(exchange)) {
      byte[] reply = TriggerEnvelope.parse(envelope(exchange)).answer(deployment, call);
      send(exchange, new HttpResponse(OK, Map.of("content-type", Payload.JSON), reply));
      return;
    }
    HttpEndpoint endpoint = deployment.endpoint();
    HttpRequest request = request(exchange, endpoint.maxBodyBytes());
    if (header(exchange, "accept").orElse("").contains(HttpEndpoint.LINES)) {
      endpoint.answer(request, call, (status, headers) -> begin(exchange, status, headers));
    } else {
      send(exchange, endpoint.answer(request, call));
    }
  }

  /** Tells whether the path is a function's name: routes have a prefix. */
  private static boolean isTrigger(HttpExchange exchange) {
    String path = path(exchange);
    return exchange.getRequestMethod().equals("POST")
        && path.length() > 1
        && path.indexOf('/', 1) < 0;
  }

  private HttpRequest request(HttpExchange exchange, int maxBytes) throws IOException {
    return new HttpRequest(
        exchange.getRequestMethod(),
        path(exchange),
        name -> header(exchange, name),
        body(exchange, maxBytes));
  }

  private byte[] envelope(HttpExchange exchange) throws IOException {
    int maxBytes = ENVELOPE_FACTOR * deployment.endpoint().maxBodyBytes();
    byte[] body = body(exchange, maxBytes);
    if (body.length > maxBytes) {
      throw new InvalidInputException(
          "body: too long (expected: at most " + maxBytes + " bytes); send less at once");
    }
    return body;
  }

  /** Reads a body, or of one that is too long the first byte too many. */
  private static byte[] body(HttpExchange exchange, int maxBytes) throws IOException {
    InputStream in = exchange.getRequestBody();
    byte[] body = in.readNBytes(maxBytes + 1);
    if (body.length > maxBytes) {
      long left = (long) DRAINED_FACTOR * maxBytes;
      byte[] rest = new byte[1 << 16];
      for (int read = 0; read >= 0 && left > 0; left -= read) {
        read = in.read(rest);
      }
    }
    return body;
  }

  private static void send(HttpExchange exchange, HttpResponse response) throws IOException {
    response.headers().forEach(exchange.getResponseHeaders()::set);
    byte[] body = response.body();
    if (exchange.getRequestMethod().equals("HEAD") || body.length == 0) {
      exchange.sendResponseHeaders(response.status(), NO_BODY);
    } else {
      exchange.sendResponseHeaders(response.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** Begins a response of unknown length: each flush is a chunk. */
  private static OutputStream begin(HttpExchange exchange, int status, Map<String, String> headers)
      throws IOException {
    headers.forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(status, 0);
    return exchange.getResponseBody();
  }

  private static Call call(HttpExchange exchange, Deadline deadline) {
    String id = header(exchange, INVOCATION).orElseGet(() -> UUID.randomUUID().toString());
    return new Call(id, deadline, header(exchange, "traceparent"));
  }

  private static Optional<String> header(HttpExchange exchange, String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  private static String path(HttpExchange exchange) {
    @Nullable String path = exchange.getRequestURI().getPath();
    return path == null ? "" : path;
  }
}
