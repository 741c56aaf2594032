package dev.hearth.batch;

/** Decides when a batch is closed. Confined to its scheduler's lock; knows no threads. */
interface Rule {

  /** Decides about the items that wait. Asked only while something does. */
  Verdict decide(Situation situation);

  /** Hears that so many batches have run until now; before that changes. */
  default void advance(int batches, long now) {}

  /**
   * A batch that ended.
   *
   * @param rows how many rows it had
   * @param tookNanos how long it ran
   * @param latencyNanos how long its oldest item took
   * @param now when it ended
   */
  record Ended(int rows, long tookNanos, long latencyNanos, long now) {}

  /** Hears of a batch that ended. */
  default void ended(Ended batch) {}

  /** Returns how many batches it runs at once of as many as could, when it was asked last. */
  default int parallel(int slots) {
    return slots;
  }

  /** Tells whether another batch could be run beside so many. */
  default boolean isFree(int batches) {
    return true;
  }

  /** Returns how many rows may be run at once without asking. */
  default int freeRows(int maxRows, CostCurve alone) {
    return maxRows;
  }

  /** Returns how many rows are quicker run than queued, however many callers there are. */
  default int briefRows(int maxRows, CostCurve alone) {
    return 0;
  }

  static Rule of(BatchPolicy policy, Sizes sizes) {
    if (policy instanceof BatchPolicy.Adaptive adaptive) {
      return new AdaptiveRule(adaptive.minimumGain(), sizes);
    }
    if (policy instanceof BatchPolicy.Fixed fixed) {
      return new FixedRule(fixed.size(), fixed.maxWait().toNanos());
    }
    if (policy instanceof BatchPolicy.LatencyObjective latency) {
      return new LatencyRule(latency.objective().toNanos(), sizes);
    }
    return new PlannedRule(((BatchPolicy.Planned) policy).steps());
  }
}
