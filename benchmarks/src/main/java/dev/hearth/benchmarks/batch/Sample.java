package dev.hearth.benchmarks.batch;

/**
 * One call as its caller saw it.
 *
 * @param dueNanos when it was to be made, from the beginning of the load; a call made late is not
 *     quicker for it
 * @param endedNanos when its caller went on
 * @param fate what became of it
 * @param tenant whom it was made for
 */
record Sample(long dueNanos, long endedNanos, Fate fate, String tenant) {

  static final double NANOS_PER_MILLI = 1e6;

  long nanos() {
    return endedNanos - dueNanos;
  }

  double millis() {
    return nanos() / NANOS_PER_MILLI;
  }
}
