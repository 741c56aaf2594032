package dev.hearth.testkit.store;

import dev.hearth.spi.ModelDigest;
import dev.hearth.spi.ModelDownload;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Delivers a model from an array. */
final class BytesDownload implements ModelDownload {

  private final byte[] model;
  private final Optional<ModelDigest> digest;
  private final String what;
  private final InputStream stream;
  private volatile boolean over;

  BytesDownload(byte[] model, Optional<ModelDigest> digest, String what) {
    this.model = model;
    this.digest = digest;
    this.what = what;
    this.stream = new Checked(new ByteArrayInputStream(model));
  }

  @Override
  public long bytes() {
    return model.length;
  }

  @Override
  public Optional<ModelDigest> digest() {
    return digest;
  }

  @Override
  public InputStream stream() {
    return stream;
  }

  @Override
  public void abort() {
    over = true;
  }

  @Override
  public void close() {
    over = true;
  }

  /** Fails once the download is over. */
  private final class Checked extends FilterInputStream {

    Checked(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      check();
      return super.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      check();
      return super.read(into, offset, length);
    }

    @Override
    public void close() {
      over = true;
    }

    private void check() throws IOException {
      if (over) {
        throw new IOException("download of " + what + " was aborted or closed");
      }
    }
  }
}
