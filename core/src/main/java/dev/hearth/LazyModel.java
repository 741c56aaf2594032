package dev.hearth;

/**
 * A model of this process that is loaded when it is first wanted. Safe for use by many threads.
 *
 * <p>However many threads want the model, it is loaded once: one of them begins the load, which
 * runs on a thread of its own, and the others join it. A load that fails fails for all who joined
 * it and is then forgotten, so the next call tries again. A load that needs itself to finish fails
 * at once.
 */
public interface LazyModel {

  /**
   * Returns what was asked for.
   *
   * @return the reference, possibly an alias
   */
  ModelRef ref();

  /**
   * Leases the model, loading it if it is not in memory. Blocks while it loads, at most until the
   * deadline. When the deadline passes, a load that is making progress goes on for the calls to
   * come; one that has stalled is given up.
   *
   * @param deadline how long the caller will wait
   * @return the lease, to be closed by the caller
   * @throws ConfigurationException if the model does not exist, access to it is refused, or its
   *     load needs itself
   * @throws ModelUnavailableException if the model cannot be had now
   * @throws ModelBrokenException if the model is corrupt or does not fit the function
   * @throws DeadlineExceededException if the deadline passed
   */
  Lease<Model> acquire(Deadline deadline);

  /**
   * Tells whether the model is in memory. Does not block; another thread may load or evict it at
   * any moment.
   *
   * @return whether {@link #acquire} would find it
   */
  boolean isLoaded();

  /** Begins loading if the model is neither in memory nor on its way. Does not block. */
  void preload();
}
