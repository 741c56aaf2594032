package dev.hearth.cache.s3;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;

/**
 * Hands bytes from the thread that receives them to the thread that reads them, through a few
 * blocks of memory.
 *
 * <p>The receiving thread blocks in the network, where nothing can wake it before the read timeout.
 * The reading thread blocks only here, so an abort or an interrupt reaches it at once. And while
 * one decrypts, the other can check and write.
 */
final class ByteRelay {

  private static final int BLOCK_BYTES = 64 * 1024;
  private static final int MAX_BLOCKS = 16;

  private final String what;
  private final ResponseInputStream<?> source;
  private final long length;
  private final InputStream stream = new BlockStream();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  // Guarded by lock, held for moments and never while reading or copying bytes.
  private final Deque<Block> filled = new ArrayDeque<>(MAX_BLOCKS);
  private final Deque<Block> free = new ArrayDeque<>(MAX_BLOCKS);
  private int blocks;
  private boolean ended;
  private volatile boolean aborted;
  private @Nullable IOException failure;

  ByteRelay(String what, ResponseInputStream<?> source, long length) {
    this.what = what;
    this.source = source;
    this.length = length;
  }

  long length() {
    return length;
  }

  InputStream stream() {
    return stream;
  }

  /** Receives until the source ends or nobody reads any more. Blocks. */
  void run() {
    long received = 0;
    try {
      for (Block block = takeFree(); block != null; block = takeFree()) {
        if (!block.fill(source)) {
          break;
        }
        received += block.left();
        offerFilled(block);
      }
      end(received < length ? brokeOff(received, "the connection was closed") : null);
    } catch (IOException | RuntimeException e) {
      IOException broken = brokeOff(received, e.getMessage());
      broken.initCause(e);
      end(broken);
    } finally {
      source.abort();
    }
  }

  /** Gives up: reads fail from now on. Does not block. */
  void abort() {
    lock.lock();
    try {
      aborted = true;
      filled.clear();
      free.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private IOException brokeOff(long received, @Nullable String why) {
    return new IOException(
        String.format(
            Locale.ROOT, "%s broke off after %,d of %,d bytes: %s", what, received, length, why));
  }

  private @Nullable Block takeFree() {
    lock.lock();
    try {
      while (!aborted && free.isEmpty() && blocks == MAX_BLOCKS) {
        changed.awaitUninterruptibly();
      }
      if (aborted) {
        return null;
      }
      if (!free.isEmpty()) {
        return free.poll();
      }
      blocks++;
    } finally {
      lock.unlock();
    }
    return new Block(BLOCK_BYTES);
  }

  private void offerFilled(Block block) {
    lock.lock();
    try {
      if (!aborted) {
        filled.add(block);
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private void end(@Nullable IOException why) {
    lock.lock();
    try {
      ended = true;
      failure = why;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Gives a used block back and waits for the next; null at the end. */
  private @Nullable Block exchange(@Nullable Block used) throws IOException {
    lock.lock();
    try {
      if (used != null && !aborted) {
        free.add(used);
        changed.signalAll();
      }
      while (!aborted && !ended && filled.isEmpty()) {
        changed.await();
      }
      if (aborted) {
        throw new IOException(what + " was given up: aborted or closed");
      }
      Block next = filled.poll();
      if (next == null && failure != null) {
        throw new IOException(failure.getMessage(), failure);
      }
      return next;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(what + " was given up: interrupted");
    } finally {
      lock.unlock();
    }
  }

  /** The reading side; confined to one thread at a time. */
  private final class BlockStream extends InputStream {

    private @Nullable Block current;
    private boolean atEnd;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      Block block = next();
      return block == null ? -1 : block.drain(into, offset, length);
    }

    @Override
    public void close() {
      abort();
    }

    private @Nullable Block next() throws IOException {
      boolean used = current == null || current.left() == 0;
      if (aborted || (used && !atEnd)) {
        current = exchange(current);
        atEnd = current == null;
      }
      return current;
    }
  }
}
