package dev.hearth.batch;

import java.time.Duration;

/**
 * How items come: how many are there at most at a time, and how soon the next one comes. Confined
 * to its scheduler's lock.
 *
 * <p>Callers that wait for an answer before they ask again come back together, shortly after a
 * batch has ended. So a gap is counted from the last arrival or the last end of a batch, whichever
 * is later, apart for the first one after an end, and only while a batch could be run: callers that
 * have to share the processors with batches come back later than those that batches wait for.
 */
final class Traffic {

  private static final double GAP_WEIGHT = 1.0 / 8;

  /** Whether callers come back decides much and changes seldom, so more of them are asked. */
  private static final double PATTERN_WEIGHT = 1.0 / 64;

  private static final double POPULATION_WEIGHT = 1.0 / 16;

  /** Callers that come so much closer to each other than on average come in answer to answers. */
  private static final double TOGETHER = 0.5;

  /** Callers that come in answer to answers are so nearly all there when the next batch ends. */
  private static final double PRESENT = 0.8;

  /** A gap counts as at most so many times the usual one: one pause says little. */
  private static final double GAP_LIMIT = 8;

  /** The first one that is seen may have begun before anybody was to come. */
  private static final double FIRST_GAP_LIMIT_NANOS = 1e6;

  /** So many times the usual gap is waited for an item that is expected. */
  private static final double PATIENCE = 4;

  /** Calls that are turned away within so long of each other are so for the same cause. */
  private static final long SAME_CAUSE = Duration.ofMillis(300).toNanos();

  /** A cause that lasts so long is not one burst, or a moment in which the processors were slow. */
  private static final long LASTING = Duration.ofSeconds(1).toNanos();

  private static final long CALM_AFTER = Duration.ofSeconds(1).toNanos();
  private static final double MIN_PATIENCE_NANOS = 50_000;
  private static final double NANOS_PER_SECOND = 1e9;

  private double population;
  private double present = 1;
  private double gap = Double.NaN;
  private double firstGap = Double.NaN;
  private double anyGap = Double.NaN;
  private double rateGap = Double.NaN;
  private long lastArrival;
  private boolean arrivedBefore;
  private boolean endedSince;
  private boolean turnedAway;
  private long firstTurnedAway;
  private long lastTurnedAway;
  private long lastEvent;

  /**
   * Notes that rows have come.
   *
   * @param outstanding all rows that wait or run, these included
   * @param free whether a batch could have been run meanwhile
   */
  void arrived(int rows, int outstanding, boolean free, long now) {
    population = Math.max(population, outstanding);
    if (arrivedBefore && free) {
      note((double) Math.max(0, now - lastEvent) / rows);
    }
    if (arrivedBefore) {
      double between = (double) Math.max(1, now - lastArrival) / rows;
      rateGap = Double.isNaN(rateGap) ? between : rateGap + (between - rateGap) * PATTERN_WEIGHT;
    }
    arrivedBefore = true;
    lastArrival = now;
    lastEvent = now;
    endedSince = false;
  }

  /** Notes that a batch has ended; {@code outstanding} counts its rows too. */
  void ended(int outstanding, long now) {
    if (population > 0) {
      present += (Math.min(1, outstanding / population) - present) * PATTERN_WEIGHT;
    }
    if (outstanding < population) {
      population += (outstanding - population) * POPULATION_WEIGHT;
    }
    lastEvent = now;
    endedSince = true;
  }

  /** Notes that nobody came while somebody was expected. */
  void waitedInVain(long now) {
    note(2.0 * Math.max(1, now - lastEvent));
  }

  private void note(double seen) {
    anyGap = smoothed(anyGap, seen, PATTERN_WEIGHT);
    if (endedSince) {
      firstGap = smoothed(firstGap, seen, GAP_WEIGHT);
    } else {
      gap = smoothed(gap, seen, GAP_WEIGHT);
    }
  }

  private static double smoothed(double known, double seen, double weight) {
    if (Double.isNaN(known)) {
      return Math.min(seen, FIRST_GAP_LIMIT_NANOS);
    }
    double most = Math.max(GAP_LIMIT * known, MIN_PATIENCE_NANOS);
    return known + (Math.min(seen, most) - known) * weight;
  }

  /** Returns the most rows that have lately been there at a time. */
  int population() {
    return (int) Math.round(population);
  }

  /** Tells whether callers have come one at a time, or none of late. */
  boolean isCalm(long now) {
    return population() < 2 || now - lastEvent > CALM_AFTER;
  }

  /** Returns how soon a row follows another; not a number before two have come. */
  double gapNanos() {
    return Double.isNaN(gap) ? firstGap : gap;
  }

  /** Returns how soon a row follows the last event; the first after a batch takes longer. */
  private double nextGapNanos() {
    return endedSince && !Double.isNaN(firstGap) ? firstGap : gapNanos();
  }

  /** Returns how long it takes until so many rows have come; not a number before two have. */
  double waitNanos(int count) {
    return count == 0 ? 0 : nextGapNanos() + (count - 1) * gapNanos();
  }

  /**
   * Tells whether items come when a batch has ended rather than whenever they come. Those that wait
   * for a processor while a batch runs come then too, but as many as happen to.
   */
  boolean comesBack() {
    return anyGap < TOGETHER * rateGap && present > PRESENT;
  }

  /** Notes that a call was turned away. */
  void turnedAway(long now) {
    if (!turnedAway || now - lastTurnedAway > SAME_CAUSE) {
      firstTurnedAway = now;
    }
    turnedAway = true;
    lastTurnedAway = now;
  }

  /** Tells whether calls are turned away, or were a moment ago. */
  boolean turnsAway(long now) {
    return turnedAway && now - lastTurnedAway <= SAME_CAUSE;
  }

  /** Tells whether more comes than can be answered, and has for a while. */
  boolean isTooMuch(long now) {
    return turnsAway(now) && lastTurnedAway - firstTurnedAway >= LASTING;
  }

  /** Returns how many rows come in a second, 0 before two have come. */
  double ratePerSecond() {
    return Double.isNaN(rateGap) ? 0 : NANOS_PER_SECOND / rateGap;
  }

  /**
   * Returns how long it makes sense to go on waiting for the next row; negative if not at all.
   *
   * @param gainNanos what is gained if it comes: nobody waits for longer
   */
  long patienceNanos(double gainNanos, long now) {
    double most = Math.max(PATIENCE * nextGapNanos(), MIN_PATIENCE_NANOS);
    most = Math.min(most, gainNanos);
    return (long) (most - (now - lastEvent));
  }
}
