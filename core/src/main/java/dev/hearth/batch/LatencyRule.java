package dev.hearth.batch;

/** Additive increase, multiplicative decrease of the batch size under an objective for latency. */
final class LatencyRule implements Rule {

  private static final double DECREASE = 0.9;

  private final long objectiveNanos;
  private double limit = 1;

  LatencyRule(long objectiveNanos) {
    this.objectiveNanos = objectiveNanos;
  }

  @Override
  public Verdict decide(Situation now) {
    int most = Math.min((int) limit, now.maxRows());
    if (now.queued() >= most) {
      return Verdict.close(most, CloseReason.FULL);
    }
    return Verdict.close(
        now.queued(), now.draining() ? CloseReason.DRAIN : CloseReason.IDLE_ENGINE);
  }

  @Override
  public void ended(Ended batch) {
    if (batch.latencyNanos() > objectiveNanos) {
      limit = Math.max(1, limit * DECREASE);
    } else if (batch.rows() >= (int) limit) {
      limit++;
    }
  }

  @Override
  public int freeRows(int maxRows, CostCurve alone) {
    return 1;
  }
}
