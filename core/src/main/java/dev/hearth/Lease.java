package dev.hearth;

/**
 * The right to use something that others may want to close. Nothing closes it before the lease is
 * closed.
 *
 * <p>Safe for use by many threads, though most leases live in one method:
 *
 * <pre>{@code
 * try (Lease<Model> lease = minilm.acquire(deadline)) {
 *   lease.get().run(inputs, deadline);
 * }
 * }</pre>
 *
 * @param <T> what is leased
 */
public interface Lease<T> extends AutoCloseable {

  /**
   * Returns what is leased.
   *
   * @return the same object at every call
   * @throws IllegalStateException after {@link #close()}
   */
  T get();

  /** Gives the right up; idempotent, does not block. */
  @Override
  void close();
}
