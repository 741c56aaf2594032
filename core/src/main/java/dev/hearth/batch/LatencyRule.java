package dev.hearth.batch;

/** Additive increase, multiplicative decrease of the batch size under an objective for latency. */
final class LatencyRule implements Rule {

  private static final double DECREASE = 0.9;

  private final long objectiveNanos;
  private final Sizes sizes;
  private double limit = 1;

  LatencyRule(long objectiveNanos, Sizes sizes) {
    this.objectiveNanos = objectiveNanos;
    this.sizes = sizes;
  }

  @Override
  public Verdict decide(Situation now) {
    int most = Math.min((int) limit, now.maxRows());
    if (now.queued() >= most) {
      return Verdict.close(sizes.floor(most), CloseReason.FULL);
    }
    return Verdict.close(
        sizes.floor(now.queued()), now.draining() ? CloseReason.DRAIN : CloseReason.IDLE_ENGINE);
  }

  @Override
  public void ended(Ended batch) {
    if (batch.latencyNanos() > objectiveNanos) {
      limit = Math.max(1, limit * DECREASE);
    } else if (batch.rows() >= sizes.floor((int) limit)) {
      limit++;
    }
  }

  @Override
  public int freeRows(int maxRows, CostCurve alone) {
    return 1;
  }
}
