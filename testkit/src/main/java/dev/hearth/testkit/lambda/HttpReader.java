package dev.hearth.testkit.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads HTTP/1.1 requests off one connection. Confined to one thread at a time. */
final class HttpReader {
  /** The runtime client sends up to 1 MiB of X-Ray cause in one header. */
  private static final int MAX_LINE_BYTES = 2 << 20;

  private static final int MAX_BODY_BYTES = 256 << 20;
  private static final int HEX = 16;

  private final InputStream in;
  private final Continue proceed;

  /** Tells the client to send its body. */
  interface Continue {
    void send() throws IOException;
  }

  HttpReader(InputStream in, Continue proceed) {
    this.in = new BufferedInputStream(in);
    this.proceed = proceed;
  }

  /** The next request, or null when the client has closed the connection between requests. */
  @Nullable HttpRequest read() throws IOException {
    String start = line();
    if (start == null) {
      return null;
    }
    String[] parts = start.split(" ", -1);
    if (parts.length != 3) {
      throw new IOException("request line: '" + start + "' (expected: METHOD PATH VERSION)");
    }
    Map<String, String> headers = new HashMap<>();
    readHeaders(headers);
    Body body = Body.owning(readBody(headers));
    return new HttpRequest(parts[0], parts[1], headers, body);
  }

  private void readHeaders(Map<String, String> into) throws IOException {
    for (String line = needLine(); !line.isEmpty(); line = needLine()) {
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new IOException("header: '" + line + "' (expected: NAME: VALUE)");
      }
      into.put(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).trim());
    }
  }

  private byte[] readBody(Map<String, String> headers) throws IOException {
    if ("100-continue".equalsIgnoreCase(headers.get("expect"))) {
      proceed.send();
    }
    if ("chunked".equalsIgnoreCase(headers.get("transfer-encoding"))) {
      return readChunks(headers);
    }
    return readExactly(size(headers.getOrDefault("content-length", "0"), 10));
  }

  private byte[] readChunks(Map<String, String> trailers) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int size = chunkSize(); size > 0; size = chunkSize()) {
      if (all.size() > MAX_BODY_BYTES - size) {
        throw new IOException("body: over " + MAX_BODY_BYTES + " bytes");
      }
      all.writeBytes(readExactly(size));
      needLine();
    }
    readHeaders(trailers);
    return all.toByteArray();
  }

  private int chunkSize() throws IOException {
    return size(needLine().split(";", -1)[0].trim(), HEX);
  }

  private static int size(String digits, int radix) throws IOException {
    try {
      int size = Integer.parseInt(digits, radix);
      if (size >= 0 && size <= MAX_BODY_BYTES) {
        return size;
      }
    } catch (NumberFormatException e) {
      // Refused below, as a size out of range is.
    }
    throw new IOException("body size: '" + digits + "' (expected: 0.." + MAX_BODY_BYTES + ")");
  }

  private byte[] readExactly(int size) throws IOException {
    byte[] bytes = in.readNBytes(size);
    if (bytes.length < size) {
      throw new EOFException("body: " + bytes.length + " bytes (expected: " + size + ")");
    }
    return bytes;
  }

  private String needLine() throws IOException {
    String line = line();
    if (line == null) {
      throw new EOFException("connection closed inside a request");
    }
    return line;
  }

  private @Nullable String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        return null;
      }
      if (line.size() == MAX_LINE_BYTES) {
        throw new IOException("line: over " + MAX_LINE_BYTES + " bytes");
      }
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(UTF_8);
  }
}
