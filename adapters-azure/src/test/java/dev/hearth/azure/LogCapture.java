package dev.hearth.azure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/** Keeps what is logged while it is open; slf4j-simple looks for the stream at every line. */
final class LogCapture implements AutoCloseable {

  private final PrintStream before = System.err;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

  LogCapture() {
    System.setErr(new PrintStream(kept, true, UTF_8));
  }

  String text() {
    return kept.toString(UTF_8);
  }

  @Override
  public void close() {
    System.setErr(before);
  }
}
