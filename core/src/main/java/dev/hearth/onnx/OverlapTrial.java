package dev.hearth.onnx;

import dev.hearth.Deadline;
import dev.hearth.DeadlineExceededException;
import dev.hearth.Ticker;

/**
 * Finds out which gets more done: one run at a time on all threads, or several at once on a thread
 * each. Both take turns until the deadline. Confined to one thread.
 *
 * <p>What disturbs a turn makes it slower and never quicker, so the quickest of each side counts. A
 * round with a call in it does not count at all: it may have slowed one side down and not the
 * other. If no round counts, the second session is kept: calls that come all the time will overlap,
 * and with runs that long a call that waits for threads waits long.
 */
final class OverlapTrial {

  /** One of the two ways to run a model. */
  interface Lane {

    /** Returns how many runs are under way at once. */
    int threads();

    /**
     * Runs the model on each thread.
     *
     * @param times how often, on each
     * @throws DeadlineExceededException if the trial's time is up
     */
    void run(int times);
  }

  /** A turn takes such a part of the time that is left at the beginning, if a run is shorter. */
  private static final int TURNS = 12;

  private static final int MAX_TIMES = 100_000;
  private static final double SECOND_NANOS = 1e9;

  private final Ticker ticker;
  private final Deadline deadline;
  private final RunsInFlight calls;
  private final long turnNanos;
  private int counted;
  private int disturbed;

  OverlapTrial(Ticker ticker, Deadline deadline, RunsInFlight calls) {
    this.ticker = ticker;
    this.deadline = deadline;
    this.calls = calls;
    this.turnNanos = deadline.remainingNanos() / TURNS;
  }

  /** Tries both. Blocks until the deadline, or until the end of the run that it stops. */
  TrialOutcome run(Lane wide, Lane narrow) {
    Side first = new Side(wide);
    Side second = new Side(narrow);
    try {
      first.turn(); // The first runs on a session take longer: they only tell how many make a turn.
      second.turn();
      while (first.nextNanos() + second.nextNanos() <= deadline.remainingNanos()) {
        round(first, second);
      }
    } catch (DeadlineExceededException e) {
      return outcome(first, second); // What the deadline stopped does not count.
    }
    return outcome(first, second);
  }

  private void round(Side first, Side second) {
    boolean quiet = calls.watch();
    double wideRate = first.turn();
    double narrowRate = second.turn();
    if (quiet && !calls.disturbed()) {
      first.best = Math.max(first.best, wideRate);
      second.best = Math.max(second.best, narrowRate);
      counted++;
    } else {
      disturbed++;
    }
  }

  private TrialOutcome outcome(Side first, Side second) {
    if (counted > 0) {
      return TrialOutcome.of(first.best, second.best, second.lane.threads(), counted);
    }
    return TrialOutcome.untold(
        disturbed > 0
            ? "calls left no round of the trial undisturbed (disturbed: " + disturbed + ")"
            : "its runs are too long for a trial of " + deadline.budget().toMillis() + " ms");
  }

  private final class Side {

    private final Lane lane;
    private long runNanos;
    private double best;

    Side(Lane lane) {
      this.lane = lane;
    }

    private int times() {
      return runNanos == 0 ? 1 : (int) Math.max(1, Math.min(MAX_TIMES, turnNanos / runNanos));
    }

    long nextNanos() {
      return runNanos * times();
    }

    /** Returns how many runs a second this turn did. */
    double turn() {
      int times = times();
      long start = ticker.nanos();
      lane.run(times);
      long took = Math.max(1, ticker.nanos() - start);
      runNanos = Math.max(1, took / times);
      return SECOND_NANOS * times * lane.threads() / took;
    }
  }
}
