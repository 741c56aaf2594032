package dev.hearth.gcf;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Keeps what is logged while it is open, in place of the console. */
final class LogCapture extends Handler implements AutoCloseable {

  private static final Logger LOGGER = Logger.getLogger("dev.hearth");

  private final StringBuilder kept = new StringBuilder();

  LogCapture() {
    LOGGER.setUseParentHandlers(false);
    LOGGER.addHandler(this);
  }

  synchronized String text() {
    return kept.toString();
  }

  @Override
  public synchronized void publish(LogRecord line) {
    Throwable thrown = line.getThrown();
    kept.append(line.getLevel()).append(' ').append(line.getMessage()).append('\n');
    kept.append(thrown == null ? "" : thrown + "\n");
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    LOGGER.removeHandler(this);
    LOGGER.setUseParentHandlers(true);
  }
}
