package dev.hearth.benchmarks.batch;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Asks what comes of twice as many calls as can be answered: how many are answered all the same,
 * how soon the others are turned away, what memory it takes, and how long it is felt afterwards.
 */
final class Overload implements Experiment {

  private static final double TIMES = 2;
  private static final double RATE_AFTER = 0.5;
  private static final double FAR_TAIL = 99;
  private static final Windows.Window ANSWERED = new Windows.Window(1, Double.POSITIVE_INFINITY);

  @Override
  public String name() {
    return "overload";
  }

  @Override
  public void run(Lab lab) throws InterruptedException {
    Workload workload = lab.fleet().main();
    double capacity = lab.capacity(workload);
    for (String candidate : List.of(Lab.UNBATCHED, Lab.ADAPTIVE)) {
      lab.settings().say("batch: overload, %s, %s", workload.name(), candidate);
      try (Batching batching = lab.contender(candidate, workload, workload.work());
          MemoryPeak memory = MemoryPeak.begin()) {
        OpenLoad load = OpenLoad.of(arrivals(capacity, lab.pace()), Duration.ZERO);
        report(lab, candidate, lab.open(workload, batching, load), memory);
      }
    }
  }

  private static Arrivals arrivals(double capacity, Pace pace) {
    return Arrivals.poisson(TIMES * capacity, pace.overload(), 1)
        .then(Arrivals.poisson(RATE_AFTER * capacity, pace.rest(), 2));
  }

  private void report(Lab lab, String candidate, OpenLoad.Result result, MemoryPeak memory)
      throws InterruptedException {
    Workload workload = lab.fleet().main();
    Duration end = lab.pace().overload();
    Latencies during = result.latencies().due(Duration.ZERO, end);
    double recovery = Windows.of(result.latencies(), Lab.OBJECTIVE).secondsUntil(ANSWERED, end);
    Map<String, Object> row =
        lab.findings()
            .row(
                new Findings.Subject(name(), workload.name(), "twice the capacity", candidate),
                List.of(during),
                Lab.OBJECTIVE);
    row.put("back after s", recovery);
    row.put("note", memory.inWords() + ", " + result.unheld() + " without a caller");
    if (candidate.equals(Lab.ADAPTIVE)) {
      lab.findings().ratio("overload_goodput", during.goodput() / lab.capacity(workload));
      lab.findings().ratio("overload_recovery_seconds", recovery);
    }
    if (during.count(Fate.REFUSED) > 0) {
      double refusal = during.millis(Fate.REFUSED, FAR_TAIL);
      row.put("refusal p99 ms", refusal);
      if (candidate.equals(Lab.ADAPTIVE)) {
        lab.findings().ratio("overload_refusal_millis_p99", refusal);
      }
    }
  }
}
