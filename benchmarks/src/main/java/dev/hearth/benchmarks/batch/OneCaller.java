package dev.hearth.benchmarks.batch;

import java.util.List;
import java.util.Map;

/**
 * Asks what a batcher costs a caller who is alone: in many short turns, since what befalls the
 * machine lasts for seconds.
 */
final class OneCaller implements Experiment {

  private static final int TURNS = 4;

  private static final double MEDIAN = 50;
  private static final double FAR_TAIL = 99;

  @Override
  public String name() {
    return "one-caller";
  }

  @Override
  public void run(Lab lab) throws InterruptedException {
    for (Workload workload : lab.fleet().all()) {
      lab.settings().say("batch: one caller, %s", workload.name());
      try (Turns turns = new Turns()) {
        turns
            .with(Lab.UNBATCHED, lab.candidates().unbatched(workload.plain()))
            .with(Lab.APART, lab.candidates().unbatched(workload.work()))
            .with(Lab.ADAPTIVE, lab.candidates().adaptive(workload.work(), Lab.OBJECTIVE));
        report(workload, measure(lab, workload, turns), lab.findings());
      }
    }
  }

  private static Map<String, List<Latencies>> measure(Lab lab, Workload workload, Turns turns)
      throws InterruptedException {
    Items items = Items.of(workload.references());
    ClosedLoad load = new ClosedLoad(1, lab.pace().warm(), lab.pace().window().dividedBy(TURNS));
    return turns.measure(
        TURNS * lab.pace().rounds(),
        (name, batching, round) -> lab.closed(workload, batching, items, load));
  }

  private void report(Workload workload, Map<String, List<Latencies>> measured, Findings findings) {
    measured.forEach(
        (candidate, rounds) ->
            findings.row(
                new Findings.Subject(name(), workload.name(), "1 caller", candidate), rounds));
    worst(findings, "one_caller_p50_vs_unbatched", measured, Lab.UNBATCHED, MEDIAN);
    worst(findings, "one_caller_p99_vs_unbatched", measured, Lab.UNBATCHED, FAR_TAIL);
    worst(findings, "one_caller_p50_vs_same_sessions", measured, Lab.APART, MEDIAN);
    worst(findings, "one_caller_p99_vs_same_sessions", measured, Lab.APART, FAR_TAIL);
  }

  private static void worst(
      Findings findings,
      String key,
      Map<String, List<Latencies>> measured,
      String other,
      double percentile) {
    findings.ratio(
        key,
        median(measured, Lab.ADAPTIVE, percentile) / median(measured, other, percentile),
        Math::max);
  }

  private static double median(
      Map<String, List<Latencies>> measured, String candidate, double percentile) {
    return Findings.median(Findings.of(measured, candidate), calls -> calls.millis(percentile));
  }
}
