package dev.hearth.spi;

import dev.hearth.Bytes;
import dev.hearth.bundle.Bundle;
import dev.hearth.bundle.BundleVariant;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The bytes of a model, as a runtime takes them. */
public sealed interface ModelContent {

  /**
   * Returns how long the model is.
   *
   * @return its length
   */
  Bytes size();

  /**
   * A model in a file. The runtime may map the file for as long as the model is loaded.
   *
   * @param path the file
   * @param size its length
   */
  record InFile(Path path, Bytes size) implements ModelContent {}

  /**
   * A variant of a bundle whose files lie in a folder. The runtime checks the files' digests and
   * maps them for as long as the model is loaded.
   *
   * @param bundle the bundle
   * @param variant one of its variants
   */
  record InBundle(Bundle bundle, BundleVariant variant) implements ModelContent {

    @Override
    public Bytes size() {
      return variant.size();
    }
  }

  /**
   * A model in memory outside the heap. The runtime copies what it needs; the buffer is the
   * caller's again when the load returns.
   *
   * @param bytes a direct buffer, the model between its position and limit
   */
  record InMemory(ByteBuffer bytes) implements ModelContent {

    public InMemory {
      if (!bytes.isDirect()) {
        throw new IllegalArgumentException(
            "model bytes: " + bytes + " (expected: a direct buffer, outside the heap)");
      }
    }

    @Override
    public Bytes size() {
      return Bytes.of(bytes.remaining());
    }
  }
}
