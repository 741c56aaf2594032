package dev.hearth.testkit.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hearth.Ticker;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A bad network in front of a real server: a TCP relay whose behaviour a test can change while it
 * runs. Safe for use by many threads; its own threads are daemons.
 *
 * <pre>{@code
 * try (LocalS3 s3 = LocalS3.start(); FaultyLink link = FaultyLink.to(s3.endpoint())) {
 *   link.cutAfter(100_000);
 *   ... // a client that talks to link.endpoint()
 * }
 * }</pre>
 *
 * <p>Each change closes the connections there are, so that a client's kept connection cannot evade
 * it.
 */
public final class FaultyLink implements AutoCloseable {

  private static final int BLOCK_BYTES = 16 * 1024;

  private final Ticker ticker = Ticker.system();
  private final InetSocketAddress server;
  private final int port;
  private final Set<Socket> connected = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicLong delivered = new AtomicLong();
  private volatile Behaviour behaviour = Behaviour.of(Behaviour.Kind.PASS);
  private volatile boolean closed;
  private ServerSocket listener;
  private Thread accepting = new Thread();

  private FaultyLink(InetSocketAddress server) {
    this.server = server;
    this.listener = listen(0);
    this.port = listener.getLocalPort();
  }

  /**
   * Opens a link that passes everything on.
   *
   * @param server where the real server is, with its port
   * @return the link, to be closed by the caller
   */
  public static FaultyLink to(URI server) {
    return new FaultyLink(new InetSocketAddress(server.getHost(), server.getPort()));
  }

  /**
   * Returns where clients find this link.
   *
   * @return an {@code http} address on this machine
   */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /**
   * Returns how many connections were accepted.
   *
   * @return the number since the link was opened
   */
  public int connections() {
    return connections.get();
  }

  /**
   * Returns how many bytes of responses were passed to clients.
   *
   * @return the number since the link was opened
   */
  public long delivered() {
    return delivered.get();
  }

  /** Passes everything on as it comes. */
  public void pass() {
    become(Behaviour.of(Behaviour.Kind.PASS));
  }

  /** Refuses connections: nobody listens at the port. */
  public void refuse() {
    become(Behaviour.of(Behaviour.Kind.REFUSE));
  }

  /** Accepts connections, passes requests on, and keeps every answer to itself. */
  public void hang() {
    hangAfter(0);
  }

  /**
   * Passes the beginning of what the server sends on each connection and swallows the rest.
   *
   * @param bytes how many bytes of responses are passed, headers included
   */
  public void hangAfter(long bytes) {
    become(Behaviour.limited(Behaviour.Kind.HANG, bytes));
  }

  /**
   * Passes the beginning of what the server sends on each connection and then resets it.
   *
   * @param bytes how many bytes of responses are passed, headers included
   */
  public void cutAfter(long bytes) {
    become(Behaviour.limited(Behaviour.Kind.CUT, bytes));
  }

  /**
   * Answers each request itself and closes the connection.
   *
   * @param status the status, for example {@code 503 Slow Down}
   * @param body the body, for example an S3 error document
   */
  public void answer(String status, String body) {
    String head =
        "HTTP/1.1 "
            + status
            + "\r\nContent-Type: application/xml\r\nConnection: close\r\nContent-Length: "
            + body.getBytes(UTF_8).length
            + "\r\n\r\n";
    become(new Behaviour(Behaviour.Kind.ANSWER, 0, head + body, Duration.ZERO, 0));
  }

  /**
   * Passes everything on, but late and slowly.
   *
   * @param latency how long each connection waits before its first byte of response
   * @param bytesPerSecond how fast responses are passed from then on
   */
  public void slow(Duration latency, long bytesPerSecond) {
    if (bytesPerSecond <= 0) {
      throw new IllegalArgumentException(
          "bytesPerSecond: " + bytesPerSecond + " (expected: 1 or more)");
    }
    become(new Behaviour(Behaviour.Kind.PASS, Long.MAX_VALUE, "", latency, bytesPerSecond));
  }

  /** Closes the link and all its connections; idempotent. */
  @Override
  public void close() {
    closed = true;
    stopListening();
    closeConnections();
  }

  private synchronized void become(Behaviour next) {
    if (closed) {
      throw new IllegalStateException("link to " + server + " is closed");
    }
    behaviour = next;
    if (next.kind() == Behaviour.Kind.REFUSE) {
      stopListening();
    } else if (listener.isClosed()) {
      listener = listen(port);
    }
    closeConnections();
  }

  private ServerSocket listen(int wanted) {
    try {
      ServerSocket socket = new ServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
      accepting = start("link-accept", () -> accept(socket));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException("port " + wanted + " cannot be listened at", e);
    }
  }

  /** Frees the port; the system does so when the accepting thread has let go of it. */
  private synchronized void stopListening() {
    closeQuietly(listener);
    try {
      accepting.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept(ServerSocket socket) throws IOException {
    while (!closed) {
      Socket client = socket.accept();
      connected.add(client);
      connections.incrementAndGet();
      Behaviour now = behaviour;
      start("link-responses", () -> serve(client, now));
    }
  }

  private void closeConnections() {
    connected.forEach(this::closeQuietly);
  }

  private void closeQuietly(Closeable each) {
    connected.remove(each);
    try {
      each.close();
    } catch (IOException e) {
      // It is going away in any case.
    }
  }

  private void serve(Socket client, Behaviour now) throws IOException {
    if (now.kind() == Behaviour.Kind.ANSWER) {
      answer(client, now.answer().getBytes(UTF_8));
    } else {
      relay(client, now);
    }
  }

  private void answer(Socket client, byte[] answer) throws IOException {
    try (client) {
      readRequestHead(client.getInputStream());
      delivered.addAndGet(answer.length);
      client.getOutputStream().write(answer);
      client.shutdownOutput();
      client.getInputStream().transferTo(OutputStream.nullOutputStream());
    } finally {
      connected.remove(client);
    }
  }

  private static void readRequestHead(InputStream in) throws IOException {
    int lineEnds = 0;
    while (lineEnds < 2) {
      int c = in.read();
      if (c < 0) {
        return;
      } else if (c == '\n') {
        lineEnds++;
      } else if (c != '\r') {
        lineEnds = 0;
      }
    }
  }

  private void relay(Socket client, Behaviour now) throws IOException {
    Socket upstream = new Socket();
    connected.add(upstream);
    try {
      upstream.connect(server);
      start("link-requests", () -> passRequests(client, upstream));
      boolean cut = passResponses(upstream, client, now);
      if (cut) {
        client.setSoLinger(true, 0);
      }
    } finally {
      closeQuietly(client);
      closeQuietly(upstream);
    }
  }

  private void passRequests(Socket client, Socket upstream) throws IOException {
    try {
      client.getInputStream().transferTo(upstream.getOutputStream());
    } finally {
      closeQuietly(upstream);
    }
  }

  /** Returns whether the connection is to be cut off. */
  private boolean passResponses(Socket upstream, Socket client, Behaviour now) throws IOException {
    InputStream in = upstream.getInputStream();
    OutputStream out = client.getOutputStream();
    byte[] block = new byte[BLOCK_BYTES];
    long passed = 0;
    long start = 0;
    for (int read = in.read(block); read >= 0; read = in.read(block)) {
      if (passed == 0) {
        pause(now.latency().toNanos());
        start = ticker.nanos();
      }
      int allowed = (int) Math.min(read, now.limit() - passed);
      delivered.addAndGet(allowed); // First, so that whoever has the bytes finds them counted.
      out.write(block, 0, allowed);
      passed += allowed;
      if (passed == now.limit() && now.kind() == Behaviour.Kind.CUT) {
        return true;
      }
      pause(now.dueNanos(passed) - (ticker.nanos() - start));
    }
    return false;
  }

  private void pause(long nanos) {
    long start = ticker.nanos();
    for (long left = nanos; left > 0 && !closed; left = nanos - (ticker.nanos() - start)) {
      LockSupport.parkNanos(left);
    }
  }

  private static Thread start(String name, Service service) {
    Thread thread =
        new Thread(
            () -> {
              try {
                service.run();
              } catch (IOException e) {
                // One of the two sides went away: what this class is for.
              }
            },
            name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** What a thread of the link does until its sockets are closed. */
  private interface Service {
    void run() throws IOException;
  }

  /**
   * What the link does with a connection.
   *
   * @param kind the kind
   * @param limit how many bytes of responses pass
   * @param answer the whole response of {@code ANSWER}
   * @param latency the wait before the first byte
   * @param bytesPerSecond the speed from then on, or zero for no limit
   */
  private record Behaviour(
      Kind kind, long limit, String answer, Duration latency, long bytesPerSecond) {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    enum Kind {
      PASS,
      REFUSE,
      HANG,
      CUT,
      ANSWER
    }

    static Behaviour of(Kind kind) {
      return new Behaviour(kind, Long.MAX_VALUE, "", Duration.ZERO, 0);
    }

    static Behaviour limited(Kind kind, long limit) {
      return new Behaviour(kind, limit, "", Duration.ZERO, 0);
    }

    long dueNanos(long passed) {
      return bytesPerSecond == 0 ? 0 : passed * NANOS_PER_SECOND / bytesPerSecond;
    }
  }
}
