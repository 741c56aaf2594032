package dev.hearth.batch;

/**
 * Waits only where waiting pays.
 *
 * <p>A batch of {@code n} rows that could go now is compared with one that also has the {@code k}
 * rows that are expected, each {@code g} later than the one before: running them apart takes {@code
 * t(n) + t(k)}, together {@code k g + t(n + k)}. Only if the latter is better by the minimum gain,
 * and the deadlines allow, the batch waits, and at most a few {@code g} for the next row.
 */
final class AdaptiveRule implements Rule {

  /** What a run may take beyond what it is expected to. */
  private static final double MARGIN = 1.25;

  /**
   * Where items come whenever they come, a wait makes those that are there late by as much as the
   * others gain, so it has to be short.
   */
  private static final double LONGEST = 0.1;

  /** What a call costs that waits for its turn: to take it in, to wake its thread. */
  static final long TURN_NANOS = 20_000;

  /** So many runs tell that they are short. */
  private static final int ENOUGH = 16;

  /** What was last run so many runs ago may have been run while the processors were slower. */
  private static final int STALE = 16;

  private final double minimumGain;
  private final Sizes sizes;
  private final ModeChoice mode;
  private final WaitTrial trial = new WaitTrial();

  AdaptiveRule(double minimumGain, Sizes sizes) {
    this.minimumGain = minimumGain;
    this.sizes = sizes;
    this.mode = new ModeChoice(sizes);
  }

  @Override
  public Verdict decide(Situation now) {
    mode.choose(now);
    int parallel = mode.parallel();
    if (now.batches() >= parallel) {
      return Verdict.busy();
    }
    if (now.flooded()) {
      int rows = Math.min(now.queued(), now.maxRows());
      return Verdict.close(sizes.floor(rows), CloseReason.FAIR_SHARE);
    }
    CostCurve curve = now.costs().of(parallel);
    int share = Width.share(now, parallel);
    int here = Math.min(now.queued(), share);
    if (now.draining()) {
      return Verdict.close(inTime(now, curve, here), CloseReason.DRAIN);
    }
    int expected = now.population() - now.outstanding();
    int most = Math.min(share, here + expected);
    int target = target(curve, most);
    return target <= here
        ? closeNow(now, curve, here, expected)
        : closeOrWait(now, curve, here, target);
  }

  @Override
  public void advance(int batches, long now) {
    mode.advance(batches, now);
  }

  @Override
  public void ended(Ended batch) {
    mode.ended(batch);
  }

  @Override
  public int parallel(int slots) {
    return mode.parallel();
  }

  @Override
  public boolean isFree(int batches) {
    return batches < mode.parallel();
  }

  @Override
  public int freeRows(int maxRows, CostCurve alone) {
    return alone.isEmpty() ? maxRows : sizes.best(alone, maxRows, Long.MAX_VALUE);
  }

  @Override
  public int briefRows(int maxRows, CostCurve alone) {
    return alone.runs(1) < ENOUGH || alone.nanos(1) > TURN_NANOS
        ? 0
        : (int) Math.min(maxRows, TURN_NANOS / alone.nanos(1));
  }

  private Verdict closeNow(Situation now, CostCurve curve, int here, int expected) {
    int size = inTime(now, curve, here);
    return Verdict.close(size, reason(now, curve, size, here, expected));
  }

  /** Returns the best size that makes the earliest deadline, or the least that is worth a run. */
  private int inTime(Situation now, CostCurve curve, int here) {
    int wanted = tried(now, curve, target(curve, here), here);
    return sizes.fits(curve, wanted, now.slackNanos())
        ? wanted
        : Math.max(sizes.best(curve, wanted, now.slackNanos()), sizes.lean(curve, wanted));
  }

  /**
   * Returns a size, or twice as much where that has not been run of late and waits: as one batch or
   * as two, the rows are answered at about the same time.
   */
  private int tried(Situation now, CostCurve curve, int size, int here) {
    int larger = sizes.floor(2 * size);
    boolean waits = larger <= here && !now.traffic().comesBack();
    return waits && curve.runsSince(larger) >= STALE ? larger : size;
  }

  /** Returns how many of so many rows are to be run at once where there is time. */
  private int target(CostCurve curve, int most) {
    return mode.size() > 0
        ? sizes.floor(Math.min(most, mode.size()))
        : sizes.best(curve, most, Long.MAX_VALUE);
  }

  private CloseReason reason(Situation now, CostCurve curve, int size, int here, int expected) {
    if (size == now.maxRows()) {
      return CloseReason.FULL;
    }
    if (size == now.queued()) {
      return expected == 0 ? CloseReason.IDLE_ENGINE : CloseReason.NO_GAIN;
    }
    if (size < target(curve, here)) {
      return CloseReason.DEADLINE;
    }
    return sizes.isRestricted() ? CloseReason.ALLOWED_SIZE : CloseReason.NO_GAIN;
  }

  private Verdict closeOrWait(Situation now, CostCurve curve, int here, int target) {
    int size = inTime(now, curve, here);
    int more = target - here;
    double apart = curve.nanos(here) + curve.nanos(more);
    double together = curve.nanos(target);
    double wait = now.traffic().waitNanos(more);
    if (!(apart >= together * (1 + minimumGain))) {
      return Verdict.close(size, CloseReason.NO_GAIN);
    }
    boolean worth =
        apart >= (wait + together) * (1 + minimumGain)
            && (now.traffic().comesBack() || wait <= LONGEST * together);
    if (!worth && !trial.isOn(now.now(), (long) (apart - together))) {
      return Verdict.close(size, CloseReason.EXPECTED_WAIT);
    }
    if (worth) {
      trial.succeeded();
    }
    long patience = now.traffic().patienceNanos(apart - together, now.now());
    if (patience <= 0) {
      now.traffic().waitedInVain(now.now());
      return Verdict.close(size, CloseReason.EXPECTED_WAIT);
    }
    long spare = now.slackNanos() - (long) (MARGIN * together);
    return spare <= 0
        ? Verdict.close(size, CloseReason.DEADLINE)
        : Verdict.waiting(Math.min(patience, spare));
  }
}
