package dev.hearth.batch;

/**
 * How fast rows were answered over a stretch of time in which a number of batches ran at once.
 * Confined to its scheduler's lock.
 *
 * <p>Batches that are under way at its end count by the time they have taken: the rows of those
 * that ended, by the time these took, times how many ran at once on average. Time in which
 * processors waited for callers to come back counts too; that is what running many at a time costs.
 */
final class Slice {

  /** Callers who stay away for so much of the time do something else. */
  private static final double MOST_IDLE = 0.5;

  private final int parallel;
  private final long begun;
  private long at;
  private double area;
  private double idle;
  private double took;
  private int rows;
  private int ends;

  Slice(int parallel, long now) {
    this.parallel = parallel;
    this.begun = now;
    this.at = now;
  }

  /** Notes that until now so many batches ran. */
  void advance(int running, long now) {
    double time = Math.max(0, now - at);
    area += running * time;
    idle += Math.max(0, parallel - running) * time;
    at = now;
  }

  /** Notes that a batch has ended; those that began before do not count. */
  void ended(Rule.Ended batch) {
    if (batch.now() - batch.tookNanos() >= begun) {
      rows += batch.rows();
      took += batch.tookNanos();
      ends++;
    }
  }

  /** Tells whether it had so many batches one after another, so many rows, and so much time. */
  boolean isLong(int batches, int leastRows, long least) {
    return ends >= batches * parallel && rows >= leastRows && nanos() >= least;
  }

  /** Tells whether there were too few items for all that may run at once. */
  boolean isIdle() {
    return idle > MOST_IDLE * parallel * nanos();
  }

  /** Returns how many rows were answered in a nanosecond. */
  double rate() {
    return rows / took * area / Math.max(1, nanos());
  }

  private long nanos() {
    return at - begun;
  }
}
