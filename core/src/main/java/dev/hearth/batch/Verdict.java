package dev.hearth.batch;

/**
 * What a rule says about the items that wait: run so many rows of them, or wait so long.
 *
 * @param rows how many rows to run, 0 to wait
 * @param reason why a batch of so many is closed
 * @param waitNanos how long to wait before the rule is asked again, unless something happens
 */
record Verdict(int rows, CloseReason reason, long waitNanos) {

  private static final Verdict BUSY = waiting(Long.MAX_VALUE);

  static Verdict close(int rows, CloseReason reason) {
    return new Verdict(rows, reason, 0);
  }

  static Verdict waiting(long nanos) {
    return new Verdict(0, CloseReason.EXPECTED_WAIT, nanos);
  }

  /** To wait until a batch ends. */
  static Verdict busy() {
    return BUSY;
  }

  boolean closes() {
    return rows > 0;
  }
}
