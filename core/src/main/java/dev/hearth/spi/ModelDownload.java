package dev.hearth.spi;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The bytes of one model on their way out of a store.
 *
 * <p>Whoever opened it closes it. Reading is confined to one thread at a time; {@link #abort()} may
 * be called by any thread.
 */
public interface ModelDownload extends AutoCloseable {

  /**
   * Returns the length the store announced.
   *
   * @return the number of bytes {@link #stream()} is to deliver
   */
  long bytes();

  /**
   * Returns the digest kept beside the model.
   *
   * @return the digest, or empty if the store has none
   */
  Optional<ModelDigest> digest();

  /**
   * Returns the bytes; the same stream at every call. A stream that ends before {@link #bytes()}
   * were delivered was cut off. Reads block until bytes arrive, the store's own time limit passes
   * ({@link java.io.IOException}), or {@link #abort()} is called.
   *
   * @return the stream, closed by {@link #close()}
   */
  InputStream stream();

  /**
   * Gives the transfer up at once: a read under way or to come fails with an {@link IOException}.
   * Does not block.
   */
  void abort();

  /** Ends the transfer and frees its connection; idempotent. */
  @Override
  void close();
}
