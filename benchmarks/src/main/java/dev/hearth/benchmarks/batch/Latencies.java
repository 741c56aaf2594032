package dev.hearth.benchmarks.batch;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * What became of calls over a span of time. Immutable.
 *
 * @param samples the calls
 * @param span how long they were made for
 * @param answers how many right answers in time fall into the span; parts of them count
 */
record Latencies(List<Sample> samples, Duration span, double answers) {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final double PERCENT = 100;

  Latencies {
    samples = List.copyOf(samples);
  }

  /** Counts the calls that were answered. */
  Latencies(List<Sample> samples, Duration span) {
    this(
        samples,
        span,
        (double) samples.stream().filter(sample -> sample.fate() == Fate.ANSWERED).count());
  }

  Latencies ofTenant(String tenant) {
    return new Latencies(
        samples.stream().filter(sample -> sample.tenant().equals(tenant)).toList(), span);
  }

  /** Returns the calls that were due in some part of the span. */
  Latencies due(Duration from, Duration until) {
    List<Sample> due =
        samples.stream()
            .filter(sample -> sample.dueNanos() >= from.toNanos())
            .filter(sample -> sample.dueNanos() < until.toNanos())
            .toList();
    return new Latencies(due, until.minus(from));
  }

  long count(Fate fate) {
    return samples.stream().filter(sample -> sample.fate() == fate).count();
  }

  /** Returns what part of the calls ended so, in percent. */
  double percent(Fate fate) {
    return samples.isEmpty() ? 0 : PERCENT * count(fate) / samples.size();
  }

  /** Returns right answers in time, per second. */
  double goodput() {
    return answers * NANOS_PER_SECOND / span.toNanos();
  }

  /** Returns what percentile of calls that ended so took; 0 if there are none. */
  double millis(Fate fate, double percentile) {
    return percentile(
        samples.stream().filter(sample -> sample.fate() == fate).mapToDouble(Sample::millis),
        percentile);
  }

  /** Returns what percentile of answered calls took; 0 if there are none. */
  double millis(double percentile) {
    return millis(Fate.ANSWERED, percentile);
  }

  /**
   * Returns what percentile of all calls took, where one that was not answered in time took the
   * objective at least: turning calls away makes nobody faster.
   */
  double millisWithMisses(double percentile, Duration objective) {
    double least = objective.toNanos() / Sample.NANOS_PER_MILLI;
    return percentile(
        samples.stream()
            .mapToDouble(
                sample ->
                    sample.fate() == Fate.ANSWERED
                        ? sample.millis()
                        : Math.max(least, sample.millis())),
        percentile);
  }

  /** By nearest rank. */
  private static double percentile(DoubleStream values, double percentile) {
    double[] sorted = values.toArray();
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(percentile / PERCENT * sorted.length);
    return sorted.length == 0 ? 0 : sorted[Math.max(0, rank - 1)];
  }
}
