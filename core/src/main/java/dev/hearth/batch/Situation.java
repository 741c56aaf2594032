package dev.hearth.batch;

/**
 * What a rule decides by: how things stand with one batcher at one moment.
 *
 * @param bucket the shape of the items
 * @param now the moment, in the scheduler's nanoseconds
 * @param queued how many rows wait that may go into the next batch, 1 or more
 * @param waiting how many rows wait altogether
 * @param running how many rows run
 * @param batches how many batches run
 * @param slots how many batches may run at once
 * @param maxRows how many rows a batch may have
 * @param flooded whether a tenant floods the function, so that there is one slot, and {@code
 *     maxRows} was lowered, for the others' sake
 * @param slackNanos the time until the earliest deadline, {@link Long#MAX_VALUE} without one
 * @param oldestWaitNanos how long the oldest item of these has waited
 * @param draining whether the batcher is being emptied
 * @param costs what batches of these items cost
 * @param traffic how items come
 */
record Situation(
    int bucket,
    long now,
    int queued,
    int waiting,
    int running,
    int batches,
    int slots,
    int maxRows,
    boolean flooded,
    long slackNanos,
    long oldestWaitNanos,
    boolean draining,
    Costs costs,
    Traffic traffic) {

  int outstanding() {
    return waiting + running;
  }

  /** Returns how many rows wait or run when all are back that have lately been here at a time. */
  int population() {
    return Math.max(outstanding(), traffic.population());
  }
}
