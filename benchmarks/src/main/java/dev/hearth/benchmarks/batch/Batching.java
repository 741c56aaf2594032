package dev.hearth.benchmarks.batch;

import dev.hearth.Deadline;

/** A way to answer callers of which each has one item. Safe for use by many threads. */
interface Batching extends AutoCloseable {

  /**
   * Makes one caller's call; blocks.
   *
   * @param tenant whom the caller calls for
   * @return the item's answer
   * @throws dev.hearth.OverloadedException if the call was turned away
   * @throws dev.hearth.DeadlineExceededException if the deadline passed
   */
  float[] call(Input item, Deadline deadline, String tenant);

  /** Ends its threads, if it has any; nobody calls any more. */
  @Override
  default void close() {}
}
