package dev.hearth.testkit.lambda;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection. One thread reads; the answer to a request may be written by any thread,
 * and the client's next request follows it, so writes never overlap.
 */
final class HttpConnection implements Closeable {
  private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII);

  private final Socket socket;
  private final HttpReader reader;

  HttpConnection(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    reader = new HttpReader(socket.getInputStream(), () -> send(CONTINUE));
  }

  @Nullable HttpRequest read() throws IOException {
    return reader.read();
  }

  void write(HttpResponse response) throws IOException {
    send(response.wire());
  }

  private void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Also ends a read or write that is blocked in another thread. */
  @Override
  public void close() throws IOException {
    socket.close();
  }
}
