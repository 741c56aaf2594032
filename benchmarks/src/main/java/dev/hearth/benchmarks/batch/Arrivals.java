package dev.hearth.benchmarks.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/**
 * When calls are due. Immutable; the same seed gives the same schedule.
 *
 * @param all the calls, by time
 * @param span how long they come for
 */
record Arrivals(List<Due> all, Duration span) {

  /** Whose calls they are where nobody says. */
  static final String TENANT = "open";

  private static final double NANOS_PER_SECOND = 1e9;

  /**
   * One call.
   *
   * @param nanos when it is due, from the beginning
   * @param tenant whom it is made for
   */
  record Due(long nanos, String tenant) {}

  Arrivals {
    all = List.copyOf(all);
  }

  /** Returns calls of many callers that know nothing of each other. */
  static Arrivals poisson(double perSecond, Duration span, long seed) {
    return thinned(perSecond, at -> perSecond, span, seed);
  }

  /** Returns calls whose rate grows evenly. */
  static Arrivals ramp(double fromPerSecond, double toPerSecond, Duration span, long seed) {
    double whole = seconds(span);
    return thinned(
        Math.max(fromPerSecond, toPerSecond),
        at -> fromPerSecond + (toPerSecond - fromPerSecond) * at / whole,
        span,
        seed);
  }

  /** Returns calls whose rate is so many times greater from half time on. */
  static Arrivals step(double perSecond, double times, Duration span, long seed) {
    double half = seconds(span) / 2;
    return thinned(
        perSecond * Math.max(1, times),
        at -> at < half ? perSecond : perSecond * times,
        span,
        seed);
  }

  /**
   * Returns calls that come now closely and now rarely (a Markov-modulated Poisson process of two
   * states, as long in the one as in the other).
   *
   * @param perSecond the rate over all
   * @param burstiness how many times greater the greater rate is
   * @param dwell how long a state lasts, on average
   */
  static Arrivals bursty(
      double perSecond, double burstiness, Duration dwell, Duration span, long seed) {
    Random random = new Random(seed);
    double low = 2 * perSecond / (1 + burstiness);
    double rate = random.nextBoolean() ? low : low * burstiness;
    double end = seconds(span);
    double change = exponential(random, 1 / seconds(dwell));
    List<Due> all = new ArrayList<>();
    for (double at = 0; at < end; ) {
      double next = at + exponential(random, rate);
      if (next < Math.min(change, end)) {
        all.add(due(next));
        at = next;
      } else { // What comes next does not depend on how long nothing came.
        at = change;
        change += exponential(random, 1 / seconds(dwell));
        rate = rate == low ? low * burstiness : low;
      }
    }
    return new Arrivals(all, span);
  }

  /** Returns the same calls in the name of a tenant. */
  Arrivals of(String tenant) {
    return new Arrivals(all.stream().map(due -> new Due(due.nanos(), tenant)).toList(), span);
  }

  /** Returns these calls and others. */
  Arrivals and(Arrivals others) {
    List<Due> both = new ArrayList<>(all);
    both.addAll(others.all);
    both.sort(Comparator.comparingLong(Due::nanos));
    return new Arrivals(both, span.compareTo(others.span) < 0 ? others.span : span);
  }

  /** Returns these calls and, when they are over, others. */
  Arrivals then(Arrivals others) {
    List<Due> both = new ArrayList<>(all);
    for (Due due : others.all) {
      both.add(new Due(span.toNanos() + due.nanos(), due.tenant()));
    }
    return new Arrivals(both, span.plus(others.span));
  }

  /** Draws at the greatest rate and keeps what the rate of the moment allows. */
  private static Arrivals thinned(
      double greatest, DoubleUnaryOperator perSecond, Duration span, long seed) {
    Random random = new Random(seed);
    double end = seconds(span);
    List<Due> all = new ArrayList<>();
    double at = exponential(random, greatest);
    while (at < end) {
      if (random.nextDouble() * greatest < perSecond.applyAsDouble(at)) {
        all.add(due(at));
      }
      at += exponential(random, greatest);
    }
    return new Arrivals(all, span);
  }

  private static Due due(double seconds) {
    return new Due((long) (seconds * NANOS_PER_SECOND), TENANT);
  }

  private static double exponential(Random random, double perSecond) {
    return -Math.log(1 - random.nextDouble()) / perSecond;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS_PER_SECOND;
  }
}
