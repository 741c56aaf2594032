package dev.hearth.testkit.store;

import dev.hearth.spi.ModelDigest;
import dev.hearth.spi.ModelDownload;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A download of a {@link FaultyStore}, with the fault it was opened with. */
final class FaultyDownload implements ModelDownload {

  private final FaultyStore store;
  private final ModelDownload download;
  private final Fault fault;
  private final InputStream stream;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final CompletableFuture<Void> over = new CompletableFuture<>();

  FaultyDownload(FaultyStore store, ModelDownload download, Fault fault) {
    this.store = store;
    this.download = download;
    this.fault = fault;
    this.stream = new FaultyStream();
  }

  @Override
  public long bytes() {
    return download.bytes();
  }

  @Override
  public Optional<ModelDigest> digest() {
    return download.digest();
  }

  @Override
  public InputStream stream() {
    return stream;
  }

  @Override
  public void abort() {
    store.aborted();
    download.abort();
    over.complete(null);
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      store.ended();
    }
    download.close();
    over.complete(null);
  }

  private final class FaultyStream extends InputStream {

    private long position;
    private boolean released;

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
      long before = bytesBeforeFault();
      if (before == 0 && fault instanceof Fault.Truncated) {
        return -1;
      } else if (before == 0 && fault instanceof Fault.Cut) {
        throw new IOException("Connection reset after " + position + " bytes");
      } else if (before == 0 && fault instanceof Fault.Hanging) {
        hang();
      } else if (fault instanceof Fault.Slow slow) {
        slow.ticker().advance(slow.each());
      }
      int most = before > 0 ? (int) Math.min(length, before) : length;
      int read = download.stream().read(into, offset, most);
      if (read > 0) {
        corrupt(into, offset, read);
        position += read;
        store.read(read);
      }
      return read;
    }

    @Override
    public void close() {
      FaultyDownload.this.close();
    }

    private long bytesBeforeFault() {
      long at = Long.MAX_VALUE;
      if (fault instanceof Fault.Truncated truncated) {
        at = truncated.after();
      } else if (fault instanceof Fault.Cut cut) {
        at = cut.after();
      } else if (fault instanceof Fault.Hanging hanging && !released) {
        at = hanging.after();
      }
      return Math.max(0, at - position);
    }

    private void corrupt(byte[] into, int offset, int read) {
      if (fault instanceof Fault.Corrupt corrupt
          && corrupt.at() >= position
          && corrupt.at() < position + read) {
        into[offset + (int) (corrupt.at() - position)] ^= (byte) 0xff;
      }
    }

    private void hang() throws IOException {
      try {
        store.hang(over);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted after " + position + " bytes");
      }
      released = true;
    }
  }
}
