package dev.hearth.cache;

import dev.hearth.ModelRef;
import dev.hearth.spi.ModelDigest;
import dev.hearth.spi.ModelDownload;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A model read from a folder; closing the channel is what wakes a reader. */
final class FolderDownload implements ModelDownload {

  private final FileChannel file;
  private final long bytes;
  private final Optional<ModelDigest> digest;
  private final InputStream stream;

  private FolderDownload(FileChannel file, long bytes, Optional<ModelDigest> digest) {
    this.file = file;
    this.bytes = bytes;
    this.digest = digest;
    this.stream = Channels.newInputStream(file);
  }

  static FolderDownload open(ModelRef ref, Path model, Optional<ModelDigest> digest)
      throws IOException {
    FileChannel file = FileChannel.open(model, StandardOpenOption.READ);
    try {
      if (!Files.isRegularFile(model)) {
        throw new FileSystemException(model.toString(), null, "no regular file, for " + ref);
      }
      return new FolderDownload(file, file.size(), digest);
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public long bytes() {
    return bytes;
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
    close();
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw new UncheckedIOException("a file that was only read does not close", e);
    }
  }
}
