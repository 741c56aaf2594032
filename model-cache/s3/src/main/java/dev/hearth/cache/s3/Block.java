package dev.hearth.cache.s3;

import java.io.IOException;
import java.io.InputStream;

/** A piece of memory that is filled and then drained. Confined to one thread at a time. */
final class Block {

  private final byte[] bytes;
  private int position;
  private int limit;

  Block(int capacity) {
    this.bytes = new byte[capacity];
  }

  /** Takes what the source has at hand, waiting for the first byte; false if it has ended. */
  boolean fill(InputStream source) throws IOException {
    position = 0;
    limit = 0;
    do {
      int read = source.read(bytes, limit, bytes.length - limit);
      if (read < 0) {
        break;
      }
      limit += read;
    } while (limit < bytes.length && source.available() > 0);
    return limit > 0;
  }

  int left() {
    return limit - position;
  }

  int drain(byte[] into, int offset, int length) {
    int count = Math.min(length, left());
    System.arraycopy(bytes, position, into, offset, count);
    position += count;
    return count;
  }
}
