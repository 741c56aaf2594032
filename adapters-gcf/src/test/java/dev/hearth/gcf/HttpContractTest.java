package dev.hearth.gcf;

import dev.hearth.InferenceService;
import dev.hearth.testkit.function.AdapterContract;
import dev.hearth.testkit.function.AdapterSettings;
import dev.hearth.testkit.function.AdapterUnderTest;
import dev.hearth.testkit.function.HttpMessage;
import dev.hearth.testkit.function.HttpReply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

class HttpContractTest extends AdapterContract {

  @Override
  protected AdapterUnderTest start(InferenceService service, AdapterSettings settings)
      throws Exception {
    return new Adapter(Served.start(Served.Http.class, service, settings));
  }

  private record Adapter(Served served, HttpClient http) implements AdapterUnderTest {

    Adapter(Served served) {
      this(served, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    @Override
    public HttpReply send(HttpMessage message) throws Exception {
      HttpResponse<byte[]> response = http.send(request(message), BodyHandlers.ofByteArray());
      Map<String, String> headers = new TreeMap<>();
      response.headers().map().forEach((name, values) -> headers.put(name, values.get(0)));
      return new HttpReply(response.statusCode(), headers, response.body());
    }

    @Override
    public void send(HttpMessage message, Consumer<String> lines) throws Exception {
      try (Stream<String> body = http.send(request(message), BodyHandlers.ofLines()).body()) {
        body.forEach(lines);
      }
    }

    @Override
    public void sendAndLeave(HttpMessage message, Runnable underway) throws Exception {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.port())) {
        socket.setSoLinger(true, 0);
        OutputStream out = socket.getOutputStream();
        out.write(bytes(message));
        out.flush();
        underway.run();
      }
    }

    @Override
    public void close() throws Exception {
      served.close();
    }

    private HttpRequest request(HttpMessage message) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(served.uri(message.path()))
              .method(
                  message.method(),
                  message.body().length == 0
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofByteArray(message.body()));
      message.headers().forEach(request::header);
      return request.build();
    }

    private static byte[] bytes(HttpMessage message) throws IOException {
      StringBuilder head = new StringBuilder();
      head.append(message.method()).append(' ').append(message.path()).append(" HTTP/1.1\r\n");
      head.append("host: localhost\r\ncontent-length: ").append(message.body().length);
      message.headers().forEach((name, value) -> head.append("\r\n" + name + ": " + value));
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      bytes.write(head.append("\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII));
      bytes.write(message.body());
      return bytes.toByteArray();
    }
  }
}
