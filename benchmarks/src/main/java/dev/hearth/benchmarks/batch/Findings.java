package dev.hearth.benchmarks.batch;

import dev.hearth.benchmarks.Spread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleFunction;

/** What the experiments found. Confined to one thread. */
final class Findings {

  private static final double MEDIAN = 50;
  private static final double TAIL = 95;
  private static final double FAR_TAIL = 99;

  private final List<Map<String, Object>> rows = new ArrayList<>();
  private final Map<String, Double> ratios = new LinkedHashMap<>();
  private final Map<String, Double> capacities = new LinkedHashMap<>();

  List<Map<String, Object>> rows() {
    return rows;
  }

  Map<String, Double> ratios() {
    return ratios;
  }

  /** Notes a ratio of which several are found; the operator says which of them counts. */
  void ratio(String key, double value, DoubleBinaryOperator keeps) {
    ratios.merge(key, value, keeps::applyAsDouble);
  }

  void ratio(String key, double value) {
    ratios.put(key, value);
  }

  /** Answers per second that a workload was found to give at best; empty if nobody looked. */
  Map<String, Double> capacities() {
    return capacities;
  }

  /** Adds a row of calls in a closed loop; the row can be added to. */
  Map<String, Object> row(Subject subject, List<Latencies> rounds) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("experiment", subject.experiment());
    row.put("model", subject.model());
    row.put("load", subject.load());
    row.put("candidate", subject.candidate());
    row.put("answered/s", spread(rounds, Latencies::goodput));
    row.put("p50 ms", spread(rounds, calls -> calls.millis(MEDIAN)));
    row.put("p95 ms", spread(rounds, calls -> calls.millis(TAIL)));
    row.put("p99 ms", spread(rounds, calls -> calls.millis(FAR_TAIL)));
    row.put("late %", spread(rounds, calls -> calls.percent(Fate.LATE)));
    row.put("refused %", spread(rounds, calls -> calls.percent(Fate.REFUSED)));
    row.put("failed", sum(rounds, Fate.FAILED));
    row.put("wrong", sum(rounds, Fate.WRONG));
    rows.add(row);
    return row;
  }

  /** Adds a row of calls that come by themselves and want their answers in time. */
  Map<String, Object> row(Subject subject, List<Latencies> rounds, Duration objective) {
    Map<String, Object> row = row(subject, rounds);
    row.put("p95 with misses ms", spread(rounds, calls -> calls.millisWithMisses(TAIL, objective)));
    return row;
  }

  /**
   * What a row is of.
   *
   * @param experiment the experiment's name
   * @param model the workload's name
   * @param load how calls came
   * @param candidate what was called
   */
  record Subject(String experiment, String model, String load, String candidate) {}

  /** Returns the rounds of one candidate. */
  static List<Latencies> of(Map<String, List<Latencies>> measured, String candidate) {
    return Objects.requireNonNull(measured.get(candidate), candidate);
  }

  static double median(List<Latencies> rounds, ToDoubleFunction<Latencies> figure) {
    return spread(rounds, figure).median();
  }

  /** Returns the median of what the rounds' figures come to, one over the other's. */
  static double medianRatio(
      List<Latencies> ours, List<Latencies> theirs, ToDoubleFunction<Latencies> figure) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < ours.size(); round++) {
      ratios.add(figure.applyAsDouble(ours.get(round)) / figure.applyAsDouble(theirs.get(round)));
    }
    return Spread.of(ratios).median();
  }

  private static Spread spread(List<Latencies> rounds, ToDoubleFunction<Latencies> figure) {
    return Spread.of(rounds.stream().map(figure::applyAsDouble).toList());
  }

  private static long sum(List<Latencies> rounds, Fate fate) {
    return rounds.stream().mapToLong(calls -> calls.count(fate)).sum();
  }
}
