package dev.hearth.benchmarks.batch;

import java.util.List;
import java.util.Map;

/** Asks what a batcher costs a caller who is alone. */
final class OneCaller implements Experiment {

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
            .with(Lab.ADAPTIVE, lab.candidates().adaptive(workload.work(), Lab.OBJECTIVE));
        report(workload, measure(lab, workload, turns), lab.findings());
      }
    }
  }

  private static Map<String, List<Latencies>> measure(Lab lab, Workload workload, Turns turns)
      throws InterruptedException {
    Items items = Items.of(workload.references());
    return turns.measure(
        lab.pace().rounds(), (name, batching, round) -> lab.closed(workload, batching, items, 1));
  }

  private void report(Workload workload, Map<String, List<Latencies>> measured, Findings findings) {
    measured.forEach(
        (candidate, rounds) ->
            findings.row(
                new Findings.Subject(name(), workload.name(), "1 caller", candidate), rounds));
    worst(findings, "one_caller_p50_vs_unbatched", measured, MEDIAN);
    worst(findings, "one_caller_p99_vs_unbatched", measured, FAR_TAIL);
  }

  private static void worst(
      Findings findings, String key, Map<String, List<Latencies>> measured, double percentile) {
    double ratio =
        Findings.medianRatio(
            Findings.of(measured, Lab.ADAPTIVE),
            Findings.of(measured, Lab.UNBATCHED),
            calls -> calls.millis(percentile));
    findings.ratio(key, ratio, Math::max);
  }
}
