package dev.hearth.gcf.checks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hearth.Ticker;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Measures how soon a function turns a call away: one connection, one request at a time, on the
 * caller's own thread, so that nothing of a client's own queues is measured. Confined to one
 * thread.
 */
final class Probe implements AutoCloseable {

  private static final int TIMEOUT_MILLIS = 60_000;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final String LENGTH = "content-length:";

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] request;
  private final Ticker ticker = Ticker.system();
  private final List<Long> refusals = new ArrayList<>();

  Probe(int port, String path, String body) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
    String head = "POST " + path + " HTTP/1.1\r\nhost: x\r\ncontent-length: " + body.length();
    request = (head + "\r\n\r\n" + body).getBytes(UTF_8);
  }

  /** Sends one request, and keeps how long the answer took if it was turned away. */
  void send() throws IOException {
    long began = ticker.nanos();
    out.write(request);
    out.flush();
    int status = Integer.parseInt(line().split(" ", 3)[1]);
    long took = ticker.nanos() - began;
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      if (line.toLowerCase(Locale.ROOT).startsWith(LENGTH)) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      }
    }
    in.readNBytes(length);
    if (status == TOO_MANY_REQUESTS) {
      refusals.add(took);
    }
  }

  int count() {
    return refusals.size();
  }

  /** Returns below which time a part of the refusals stayed, in milliseconds. */
  double millis(double part) {
    List<Long> sorted = new ArrayList<>(refusals);
    Collections.sort(sorted);
    int index = (int) Math.ceil(part * sorted.size()) - 1;
    return sorted.isEmpty() ? 0 : sorted.get(Math.max(0, index)) / 1e6;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("the connection ended after: " + line);
      }
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
