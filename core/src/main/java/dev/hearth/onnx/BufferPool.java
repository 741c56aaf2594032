package dev.hearth.onnx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Direct buffers for outputs, used again call after call: a fresh one would be zeroed each time and
 * freed only by the garbage collector. Safe for use by many threads.
 *
 * <p>Capacities are powers of two; each size keeps as many buffers as were in use at once, within a
 * bound on the bytes kept altogether. A buffer too large to be kept is as large as was asked for.
 */
final class BufferPool {

  private static final int SMALLEST_BITS = 10;
  private static final int SIZES = Integer.SIZE - 1;

  private final long keepBytes;
  private final Deque<ByteBuffer>[] free;
  private long keptBytes;

  BufferPool(long keepBytes) {
    this.keepBytes = keepBytes;
    this.free = emptyLists();
  }

  /** Returns a buffer of at least the given capacity, limit set to it, in the machine's order. */
  ByteBuffer take(int bytes) {
    int bits = bitsFor(bytes);
    ByteBuffer buffer;
    synchronized (this) {
      buffer = free[bits].pollFirst();
      if (buffer != null) {
        keptBytes -= buffer.capacity();
      }
    }
    if (buffer == null) {
      int capacity = isKept(bits) ? 1 << bits : bytes;
      buffer = ByteBuffer.allocateDirect(capacity).order(ByteOrder.nativeOrder());
    }
    return buffer.clear().limit(bytes);
  }

  /** Takes a buffer back; it must not be used by the giver any more. */
  void give(ByteBuffer buffer) {
    int bits = bitsFor(buffer.capacity());
    synchronized (this) {
      if (isKept(bits) && keptBytes + buffer.capacity() <= keepBytes) {
        keptBytes += buffer.capacity();
        free[bits].addFirst(buffer);
      }
    }
  }

  private static int bitsFor(int bytes) {
    return Math.max(
        SMALLEST_BITS, Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(1, bytes) - 1));
  }

  private boolean isKept(int bits) {
    return bits < SIZES && 1 << bits <= keepBytes;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no arrays of generic types.
  private static Deque<ByteBuffer>[] emptyLists() {
    Deque<ByteBuffer>[] lists = new Deque[Integer.SIZE];
    for (int i = 0; i < lists.length; i++) {
      lists[i] = new ArrayDeque<>(2);
    }
    return lists;
  }
}
