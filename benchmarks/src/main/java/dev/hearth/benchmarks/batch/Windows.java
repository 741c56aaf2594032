package dev.hearth.benchmarks.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How calls fared over time: a window begins every {@link #STEP} and holds the calls that were due
 * in it. Immutable.
 *
 * @param all the windows, by their beginnings
 */
record Windows(List<Window> all) {

  static final Duration STEP = Duration.ofMillis(100);

  private static final int STEPS = 5;
  private static final double TAIL = 95;

  /** How long the oracle may take to find its own level. */
  private static final int SETTLING = 10;

  /** How many windows in a row have to be good, so that luck is not enough. */
  private static final int IN_A_ROW = 3;

  private static final double REACH = 0.05;
  private static final double OUTLIERS = 0.1;

  /**
   * One window.
   *
   * @param answered what part of its calls was answered in time
   * @param tailMillis the 95th percentile of its calls, those not answered in time included
   */
  record Window(double answered, double tailMillis) {

    boolean within(Window level) {
      return answered >= level.answered * (1 - REACH)
          && tailMillis <= level.tailMillis * (1 + REACH);
    }
  }

  Windows {
    all = List.copyOf(all);
  }

  static Windows of(Latencies latencies, Duration objective) {
    List<List<Sample>> steps = new ArrayList<>();
    for (Sample sample : latencies.samples()) {
      int step = (int) (sample.dueNanos() / STEP.toNanos());
      while (steps.size() <= step) {
        steps.add(new ArrayList<>());
      }
      steps.get(step).add(sample);
    }
    List<Window> all = new ArrayList<>();
    for (int first = 0; first + STEPS <= steps.size(); first++) {
      List<Sample> samples = new ArrayList<>();
      steps.subList(first, first + STEPS).forEach(samples::addAll);
      all.add(window(new Latencies(samples, STEP.multipliedBy(STEPS)), objective));
    }
    return new Windows(all);
  }

  private static Window window(Latencies calls, Duration objective) {
    double answered = calls.samples().isEmpty() ? 1 : calls.percent(Fate.ANSWERED) / 100;
    return new Window(answered, calls.millisWithMisses(TAIL, objective));
  }

  /** Returns what nine of ten windows keep to, once things have settled after a change. */
  Window levelAfter(Duration change) {
    List<Window> settled = after(change);
    settled = settled.subList(Math.min(SETTLING, settled.size() / 2), settled.size());
    if (settled.isEmpty()) {
      return new Window(1, Double.POSITIVE_INFINITY);
    }
    List<Double> answered = new ArrayList<>(settled.stream().map(Window::answered).toList());
    List<Double> tails = new ArrayList<>(settled.stream().map(Window::tailMillis).toList());
    Collections.sort(answered);
    tails.sort(Collections.reverseOrder());
    int outliers = (int) (settled.size() * OUTLIERS);
    return new Window(answered.get(outliers), tails.get(outliers));
  }

  /** Returns how long after a change it took until the windows came near a level for good. */
  double secondsUntil(Window level, Duration change) {
    List<Window> after = after(change);
    int good = 0;
    for (int i = 0; i < after.size(); i++) {
      good = after.get(i).within(level) ? good + 1 : 0;
      if (good == IN_A_ROW) {
        return seconds(i + 1 - IN_A_ROW);
      }
    }
    return seconds(after.size());
  }

  private List<Window> after(Duration change) {
    int first = (int) (change.toNanos() / STEP.toNanos());
    return all.subList(Math.min(first, all.size()), all.size());
  }

  private static double seconds(int steps) {
    return STEP.multipliedBy(steps).toMillis() / 1000.0;
  }
}
