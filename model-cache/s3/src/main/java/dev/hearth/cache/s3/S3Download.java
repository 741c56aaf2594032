package dev.hearth.cache.s3;

import dev.hearth.spi.ModelDigest;
import dev.hearth.spi.ModelDownload;
import java.io.InputStream;
import java.util.Optional;

/** A model on its way out of a bucket. */
final class S3Download implements ModelDownload {

  private final ByteRelay bytes;
  private final Optional<ModelDigest> digest;

  S3Download(ByteRelay bytes, Optional<ModelDigest> digest) {
    this.bytes = bytes;
    this.digest = digest;
  }

  @Override
  public long bytes() {
    return bytes.length();
  }

  @Override
  public Optional<ModelDigest> digest() {
    return digest;
  }

  @Override
  public InputStream stream() {
    return bytes.stream();
  }

  @Override
  public void abort() {
    bytes.abort();
  }

  @Override
  public void close() {
    bytes.abort();
  }
}
