package dev.hearth.benchmarks.batch;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Asks how much more callers get who always want something: against none, against the best setting
 * that trying all would find, against the usual one and against the peer.
 */
final class ClosedLoop implements Experiment {

  @Override
  public String name() {
    return "closed-loop";
  }

  @Override
  public void run(Lab lab) throws InterruptedException {
    for (Workload workload : lab.fleet().all()) {
      lab.settings().say("batch: %d callers, %s", Lab.CALLERS, workload.name());
      List<Lab.Tried> tried = lab.tryOut(workload, lab.pace().grid());
      try (Turns turns = contenders(lab, workload, tried)) {
        Items items = Items.of(workload.references());
        report(
            lab,
            workload,
            turns.measure(
                lab.pace().rounds(),
                (name, batching, round) -> lab.closed(workload, batching, items, Lab.CALLERS)));
      }
    }
  }

  private static Turns contenders(Lab lab, Workload workload, List<Lab.Tried> tried)
      throws InterruptedException {
    Candidates candidates = lab.candidates();
    Turns turns =
        new Turns()
            .with(Lab.UNBATCHED, candidates.unbatched(workload.plain()))
            .with(Lab.APART, candidates.unbatched(workload.work()))
            .with(Lab.DJL, candidates.djl(workload))
            .with(Setting.USUAL.toString(), candidates.fixed(workload.work(), Setting.USUAL));
    for (Lab.Tried each : tried.subList(0, Math.min(Lab.BEST, tried.size()))) {
      turns.with(each.setting().toString(), candidates.fixed(workload.work(), each.setting()));
    }
    return turns.with(Lab.ADAPTIVE, lab.adaptive(workload, workload.work()));
  }

  private void report(Lab lab, Workload workload, Map<String, List<Latencies>> measured) {
    Findings findings = lab.findings();
    String load = Lab.CALLERS + " callers";
    String oracle =
        Lab.oracle(measured, Comparator.comparingDouble(rounds -> -Lab.goodput(rounds)));
    measured.forEach(
        (candidate, rounds) -> {
          Map<String, Object> row =
              findings.row(new Findings.Subject(name(), workload.name(), load, candidate), rounds);
          if (candidate.equals(oracle)) {
            row.put("note", "oracle");
          }
        });
    double best = Lab.goodput(Findings.of(measured, oracle));
    double ours = Lab.goodput(Findings.of(measured, Lab.ADAPTIVE));
    double gain = ours / Lab.goodput(Findings.of(measured, Lab.UNBATCHED));
    findings.capacities().put(workload.name(), best);
    findings.ratio("closed32_vs_oracle_min", ours / best, Math::min);
    findings.ratio("any_vs_unbatched_min", gain, Math::min);
    double gainApart = ours / Lab.goodput(Findings.of(measured, Lab.APART));
    findings.ratio("any_vs_unbatched_apart_min", gainApart, Math::min);
    if (!workload.group().isEmpty()) {
      findings.ratio(workload.group() + "_vs_unbatched", gain, Math::min);
    }
  }
}
