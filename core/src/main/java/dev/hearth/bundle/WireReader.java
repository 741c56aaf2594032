package dev.hearth.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * Reads the fields of a Protocol Buffers message one after the other, from a file of any length and
 * through a small buffer: what is skipped is never read. Confined to one thread.
 *
 * <p>The encoding is that of the Protocol Buffers documentation, "Encoding".
 */
final class WireReader {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MAX_VARINT_BYTES = 10;
  private static final int TAG_TYPE_BITS = 3;
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH_DELIMITED = 2;
  private static final int FIXED32 = 5;

  private final FileChannel channel;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN).limit(0);
  private long bufferStart;
  private int wireType;

  WireReader(FileChannel channel) {
    this.channel = channel;
  }

  long position() {
    return bufferStart + buffer.position();
  }

  /** Tells whether a message that ends there has another field; refuses one that was overrun. */
  boolean more(long end) throws IOException {
    if (position() > end) {
      throw new EOFException("a field before " + position() + " reaches past its message");
    }
    return position() < end;
  }

  /** Reads a field's tag; returns its number. */
  int field() throws IOException {
    long tag = varint();
    wireType = (int) (tag & ((1 << TAG_TYPE_BITS) - 1));
    return Math.toIntExact(tag >>> TAG_TYPE_BITS);
  }

  /**
   * Tells whether the field whose tag was read last is a message, a text, bytes or a packed list.
   */
  boolean isDelimited() {
    return wireType == LENGTH_DELIMITED;
  }

  /** Reads the number that is the field whose tag was read last. */
  long number() throws IOException {
    requireType(VARINT);
    return varint();
  }

  long varint() throws IOException {
    long value = 0;
    for (int i = 0; i < MAX_VARINT_BYTES; i++) {
      int b = octet();
      value |= (long) (b & 0x7f) << (7 * i);
      if ((b & 0x80) == 0) {
        return value;
      }
    }
    throw new IOException("a number is longer than " + MAX_VARINT_BYTES + " bytes");
  }

  /** Reads the length of the delimited field whose tag was read last; returns where it ends. */
  long end(long outerEnd) throws IOException {
    requireType(LENGTH_DELIMITED);
    long length = varint();
    if (length < 0 || length > outerEnd - position()) {
      throw new EOFException("a field at " + position() + " reaches past its message");
    }
    return position() + length;
  }

  /** Reads a text field. */
  String text(long outerEnd, int maxBytes) throws IOException {
    long length = end(outerEnd) - position();
    if (length > maxBytes) {
      throw new IOException("a text at " + position() + " is longer than " + maxBytes + " bytes");
    }
    byte[] bytes = new byte[(int) length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) octet();
    }
    return new String(bytes, UTF_8);
  }

  /** Skips the field whose tag was read last. */
  void skip(long outerEnd) throws IOException {
    switch (wireType) {
      case VARINT -> varint();
      case FIXED64 -> seek(position() + Long.BYTES);
      case LENGTH_DELIMITED -> seek(end(outerEnd));
      case FIXED32 -> seek(position() + Integer.BYTES);
      default -> throw new IOException("wire type " + wireType + " at " + position());
    }
  }

  void seek(long position) {
    long inBuffer = position - bufferStart;
    if (inBuffer >= 0 && inBuffer <= buffer.limit()) {
      buffer.position((int) inBuffer);
    } else {
      bufferStart = position;
      buffer.limit(0);
    }
  }

  private void requireType(int type) throws IOException {
    if (wireType != type) {
      throw new IOException("a field at " + position() + " is not of the kind it should be");
    }
  }

  private int octet() throws IOException {
    if (!buffer.hasRemaining()) {
      fill();
    }
    return buffer.get() & 0xff;
  }

  private void fill() throws IOException {
    bufferStart = position();
    buffer.clear();
    int n = channel.read(buffer, bufferStart);
    buffer.flip();
    if (n <= 0) {
      throw new EOFException("it ends at " + bufferStart);
    }
  }
}
