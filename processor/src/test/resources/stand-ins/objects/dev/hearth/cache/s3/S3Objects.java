package dev.hearth.cache.s3;

import dev.hearth.Deadline;
import dev.hearth.Environment;
import dev.hearth.function.Payload;
import dev.hearth.spi.ObjectStore;
import java.util.ArrayList;
import java.util.List;

/** Stands in for the store: notes what is written to it. */
public final class S3Objects implements ObjectStore {
  public static final List<String> WRITTEN = new ArrayList<>();

  private S3Objects() {}

  public static S3Objects of(Environment environment) {
    return new S3Objects();
  }

  @Override
  public Payload read(String container, String key, long maxBytes, Deadline deadline) {
    throw new UnsupportedOperationException(key);
  }

  @Override
  public boolean writeNew(String container, String key, Payload content, Deadline deadline) {
    WRITTEN.add(container + " " + key);
    return true;
  }

  @Override
  public void write(String container, String key, Payload content, Deadline deadline) {
    WRITTEN.add(container + " " + key);
  }

  @Override
  public void close() {}
}
