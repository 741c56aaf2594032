package dev.hearth.benchmarks.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * Asks how long callers wait who come when they come and want their answers within 100 ms, from few
 * of them to almost as many as can be answered.
 */
final class OpenLoop implements Experiment {

  private static final double TAIL = 95;
  private static final double PERCENT = 100;
  private static final double BURSTS_AT = 0.4;
  private static final double BURSTINESS = 8;
  private static final Duration DWELL = Duration.ofMillis(250);

  @Override
  public String name() {
    return "open-loop";
  }

  /**
   * One way for calls to come.
   *
   * @param name its name in tables
   * @param steady whether it counts for the ratio
   * @param arrivals makes them of a seed
   */
  private record Kind(String name, boolean steady, LongFunction<Arrivals> arrivals) {}

  @Override
  public void run(Lab lab) throws InterruptedException {
    for (Workload workload : lab.fleet().open()) {
      double capacity = lab.capacity(workload);
      Chart chart = new Chart(workload.name() + ": p95 by load, ms");
      try (Turns turns = contenders(lab, workload)) {
        for (Kind kind : kinds(capacity, lab.pace())) {
          lab.settings().say("batch: open loop, %s, %s", workload.name(), kind.name());
          report(lab, workload, kind, measure(lab, workload, kind, turns), chart);
        }
      }
      lab.settings().say("%s", chart);
    }
  }

  private static Turns contenders(Lab lab, Workload workload) throws InterruptedException {
    Turns turns =
        new Turns()
            .with(Lab.ADAPTIVE, lab.adaptive(workload, workload.work()))
            .with(Lab.UNBATCHED, lab.candidates().unbatched(workload.work()));
    return lab.withCoarse(turns, workload.work());
  }

  private static List<Kind> kinds(double capacity, Pace pace) {
    Duration span = pace.warm().plus(pace.window());
    List<Kind> kinds = new ArrayList<>();
    for (double share : pace.shares()) {
      kinds.add(
          new Kind(
              String.format(Locale.ROOT, "%.0f %%", share * PERCENT),
              true,
              seed -> Arrivals.poisson(share * capacity, span, seed)));
    }
    if (pace.changing()) {
      addChanging(kinds, capacity, pace, span);
    }
    return kinds;
  }

  private static void addChanging(List<Kind> kinds, double capacity, Pace pace, Duration span) {
    kinds.add(
        new Kind(
            "40 % in bursts",
            false, seed -> Arrivals.bursty(BURSTS_AT * capacity, BURSTINESS, DWELL, span, seed)));
    double most = pace.shares().get(pace.shares().size() - 1);
    kinds.add(new Kind("ramp", false, seed -> Arrivals.ramp(0, most * capacity, span, seed)));
  }

  private static Map<String, List<Latencies>> measure(
      Lab lab, Workload workload, Kind kind, Turns turns) throws InterruptedException {
    return turns.measureBest(
        Set.of(Lab.ADAPTIVE, Lab.UNBATCHED),
        Lab.BEST,
        Comparator.comparingDouble(OpenLoop::tail),
        lab.pace().rounds(),
        (name, batching, round) -> {
          OpenLoad load = OpenLoad.of(kind.arrivals().apply(round), lab.pace().warm());
          return lab.open(workload, batching, load).latencies();
        });
  }

  private void report(
      Lab lab, Workload workload, Kind kind, Map<String, List<Latencies>> measured, Chart chart) {
    String oracle = Lab.oracle(measured, Comparator.comparingDouble(OpenLoop::tail));
    measured.forEach(
        (candidate, rounds) -> {
          Map<String, Object> row =
              lab.findings()
                  .row(
                      new Findings.Subject(name(), workload.name(), kind.name(), candidate),
                      rounds,
                      Lab.OBJECTIVE);
          if (candidate.equals(oracle)) {
            row.put("note", "oracle");
          }
        });
    double best = tail(Findings.of(measured, oracle));
    double ours = tail(Findings.of(measured, Lab.ADAPTIVE));
    if (kind.steady()) {
      chart.point(kind.name(), Lab.ADAPTIVE, ours);
      chart.point(kind.name(), Lab.UNBATCHED, tail(Findings.of(measured, Lab.UNBATCHED)));
      chart.point(kind.name(), "oracle", best);
      if (best < Lab.OBJECTIVE.toMillis()) { // Beyond that nobody could.
        lab.findings().ratio("open_p95_vs_oracle_max", ours / best, Math::max);
      }
    }
  }

  private static double tail(List<Latencies> rounds) {
    return Findings.median(rounds, calls -> calls.millisWithMisses(TAIL, Lab.OBJECTIVE));
  }
}
