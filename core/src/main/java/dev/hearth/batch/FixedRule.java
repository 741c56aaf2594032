package dev.hearth.batch;

/** Closes a batch at a fixed size, or when its oldest item has waited for a fixed time. */
final class FixedRule implements Rule {

  /** What a run may take beyond what it is expected to. */
  private static final double MARGIN = 1.25;

  private final int size;
  private final long waitNanos;

  FixedRule(int size, long waitNanos) {
    this.size = size;
    this.waitNanos = waitNanos;
  }

  @Override
  public Verdict decide(Situation now) {
    int most = Math.min(size, now.maxRows());
    if (now.queued() >= most) {
      return Verdict.close(most, CloseReason.FULL);
    }
    if (now.draining()) {
      return Verdict.close(now.queued(), CloseReason.DRAIN);
    }
    long left = waitNanos - now.oldestWaitNanos();
    if (left <= 0) {
      return Verdict.close(now.queued(), CloseReason.WAIT_OVER);
    }
    long spare = now.slackNanos() - (long) (MARGIN * now.costs().leastNanos(now.queued()));
    return spare <= 0
        ? Verdict.close(now.queued(), CloseReason.DEADLINE)
        : Verdict.waiting(Math.min(left, spare));
  }

  @Override
  public int freeRows(int maxRows, CostCurve alone) {
    return waitNanos == 0 ? Math.min(size, maxRows) : 0;
  }
}
