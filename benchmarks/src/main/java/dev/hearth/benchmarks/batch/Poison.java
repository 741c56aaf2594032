package dev.hearth.benchmarks.batch;

import java.util.List;
import java.util.Map;

/**
 * Asks what one item in a hundred costs the others if every run it is part of fails: in answers per
 * second, and in failures of sound items, which there must not be.
 */
final class Poison implements Experiment {

  private static final int ONE_IN = 100;
  private static final String WITH = ", 1 in " + ONE_IN + " poisoned";

  @Override
  public String name() {
    return "poison";
  }

  @Override
  public void run(Lab lab) throws InterruptedException {
    Workload workload = lab.fleet().main();
    Work work = new Poisonable(workload.work());
    lab.settings().say("batch: poison, %s", workload.name());
    try (Turns turns = new Turns()) {
      for (String candidate : List.of(Lab.UNBATCHED, Lab.ADAPTIVE)) {
        turns.with(candidate, lab.contender(candidate, workload, work));
        turns.with(candidate + WITH, lab.contender(candidate, workload, work));
      }
      Items sound = Items.of(workload.references());
      Items poisoned = Items.poisoned(workload.references(), ONE_IN);
      report(
          lab,
          turns.measure(
              lab.pace().rounds(),
              (name, batching, round) ->
                  lab.closed(
                      workload, batching, name.endsWith(WITH) ? poisoned : sound, Lab.CALLERS)));
    }
  }

  private void report(Lab lab, Map<String, List<Latencies>> measured) {
    String model = lab.fleet().main().name();
    String load = Lab.CALLERS + " callers";
    measured.forEach(
        (candidate, rounds) ->
            lab.findings().row(new Findings.Subject(name(), model, load, candidate), rounds));
    double ratio =
        Findings.medianRatio(
            Findings.of(measured, Lab.ADAPTIVE + WITH),
            Findings.of(measured, Lab.ADAPTIVE),
            Latencies::goodput);
    lab.findings().ratio("poison_throughput", ratio);
  }
}
