package dev.hearth.azure;

import dev.hearth.InferenceService;
import dev.hearth.testkit.function.AdapterContract;
import dev.hearth.testkit.function.AdapterSettings;
import dev.hearth.testkit.function.AdapterUnderTest;
import dev.hearth.testkit.function.HttpMessage;
import dev.hearth.testkit.function.HttpReply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The contract over HTTP, with requests as the host forwards them. */
final class CustomHandlerContractTest extends AdapterContract {

  @Override
  protected AdapterUnderTest start(InferenceService service, AdapterSettings settings) {
    return new Forwarded(AzureCustomHandler.start(service, WorkerContractTest.seconds(settings)));
  }

  /** The limit is the endpoint's own. */
  @Override
  protected boolean limitsBodies() {
    return false;
  }

  private static final class Forwarded implements AdapterUnderTest {

    private static final String ROUTE = "/api/kit";

    private final AzureCustomHandler handler;
    private final HandlerClient client;

    Forwarded(AzureCustomHandler handler) {
      this.handler = handler;
      this.client = new HandlerClient(handler);
    }

    @Override
    public HttpReply send(HttpMessage message) throws Exception {
      HttpResponse<byte[]> response =
          client.send(message.method(), ROUTE + message.path(), message.headers(), message.body());
      Map<String, String> headers = new TreeMap<>();
      response
          .headers()
          .map()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
      return new HttpReply(response.statusCode(), headers, response.body());
    }

    @Override
    public void send(HttpMessage message, Consumer<String> lines) throws Exception {
      try (Stream<String> body =
          client.lines(ROUTE + message.path(), message.headers(), message.body()).body()) {
        body.forEach(lines);
      }
    }

    @Override
    public void sendAndLeave(HttpMessage message, Runnable underway) throws IOException {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), handler.port())) {
        String head =
            "POST "
                + ROUTE
                + " HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: "
                + message.body().length
                + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(message.body());
        underway.run();
      }
    }

    @Override
    public void close() {
      handler.close();
    }
  }
}
