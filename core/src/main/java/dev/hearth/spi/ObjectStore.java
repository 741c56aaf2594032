package dev.hearth.spi;

import dev.hearth.Deadline;
import dev.hearth.function.Payload;

/**
 * Reads the objects that events tell of and writes results beside them: an object store as an
 * adapter sees it. Implementations are safe for use by many threads.
 *
 * <p>Every method blocks at most until the deadline and throws a {@link
 * dev.hearth.ConfigurationException} if the object does not exist or access is refused, a {@link
 * dev.hearth.ModelUnavailableException} if the store does not answer, and a {@link
 * dev.hearth.DeadlineExceededException} if the deadline passed.
 */
public interface ObjectStore extends AutoCloseable {

  /**
   * Reads an object.
   *
   * @param container the bucket or container it lies in
   * @param key its name there
   * @param maxBytes how long it may be
   * @param deadline how long the caller will wait
   * @return its bytes and their media type
   * @throws dev.hearth.InvalidInputException if it is longer
   */
  Payload read(String container, String key, long maxBytes, Deadline deadline);

  /**
   * Writes an object, unless there is one of that name.
   *
   * @param container the bucket or container
   * @param key its name there
   * @param content what to write; its name is not used
   * @param deadline how long the caller will wait
   * @return whether it was written; false if there was one already, which stays as it is
   */
  boolean writeNew(String container, String key, Payload content, Deadline deadline);

  /**
   * Writes an object in the place of the one there may be.
   *
   * @param container the bucket or container
   * @param key its name there
   * @param content what to write; its name is not used
   * @param deadline how long the caller will wait
   */
  void write(String container, String key, Payload content, Deadline deadline);

  /** Gives connections back; idempotent. */
  @Override
  void close();
}
