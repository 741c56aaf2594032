package dev.hearth.testkit.lambda;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Accepts connections on loopback and reads their requests, one thread each.
 *
 * <p>A thread goes back to reading while a {@code /next} of its connection is still unanswered;
 * that is how a client that goes away is noticed at once.
 */
final class HttpListener implements Closeable {
  private static final int BACKLOG = 256;

  private final ServerSocket socket;
  private final ExecutorService threads;
  private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();

  /** What to do with a request, and with a connection that has ended. */
  interface Handler {
    void handle(HttpConnection connection, HttpRequest request) throws IOException;

    void gone(HttpConnection connection);
  }

  private HttpListener(ServerSocket socket, ExecutorService threads) {
    this.socket = socket;
    this.threads = threads;
  }

  static HttpListener open(ExecutorService threads) {
    try {
      return new HttpListener(
          new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress()), threads);
    } catch (IOException e) {
      throw new UncheckedIOException("no port could be opened on loopback", e);
    }
  }

  String address() {
    return socket.getInetAddress().getHostAddress() + ":" + socket.getLocalPort();
  }

  void serve(Handler handler) {
    threads.execute(() -> acceptAll(handler));
  }

  private void acceptAll(Handler handler) {
    for (HttpConnection next = accept(); next != null; next = accept()) {
      HttpConnection connection = next;
      threads.execute(() -> readAll(connection, handler));
    }
  }

  /** The next connection, or null when the listener is closed. */
  private @Nullable HttpConnection accept() {
    while (!socket.isClosed()) {
      try {
        return register(socket.accept());
      } catch (IOException e) {
        // Either the listener was closed, seen above, or the client left before it was accepted.
      }
    }
    return null;
  }

  private HttpConnection register(Socket client) throws IOException {
    HttpConnection connection = new HttpConnection(client);
    connections.add(connection);
    if (socket.isClosed()) {
      connection.close();
    }
    return connection;
  }

  private void readAll(HttpConnection connection, Handler handler) {
    try (connection) {
      HttpRequest request = connection.read();
      while (request != null) {
        handler.handle(connection, request);
        request = connection.read();
      }
    } catch (IOException e) {
      // The client left or sent no HTTP: its connection ends, the server goes on.
    } finally {
      connections.remove(connection);
      handler.gone(connection);
    }
  }

  /** Ends every open connection; new ones are welcome. */
  void dropConnections() {
    connections.forEach(HttpListener::closeQuietly);
  }

  @Override
  public void close() {
    closeQuietly(socket);
    dropConnections();
  }

  private static void closeQuietly(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      // Nothing is left to do for a socket that cannot be closed.
    }
  }
}
