package dev.hearth.benchmarks.batch;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Asks what a tenant who calls now and then feels of one who calls twice as much as can be. */
final class Tenants implements Experiment {

  private static final String QUIET = "quiet";
  private static final String LOUD = "loud";
  private static final String FLOODED = ", flooded";
  private static final double QUIET_RATE = 0.1;
  private static final double LOUD_RATE = 2;
  private static final double TAIL = 95;
  private static final int REHEARSALS = 1;

  /** The quiet tenant calls so rarely that a percentile needs a longer window. */
  private static final int WINDOWS = 3;

  @Override
  public String name() {
    return "tenants";
  }

  @Override
  public void run(Lab lab) throws InterruptedException {
    Workload workload = lab.fleet().main();
    double capacity = lab.capacity(workload);
    lab.settings().say("batch: tenants, %s", workload.name());
    try (Turns turns = new Turns()) {
      for (String candidate : List.of(Lab.UNBATCHED, Lab.ADAPTIVE)) {
        turns.with(candidate, lab.contender(candidate, workload, workload.work()));
        turns.with(candidate + FLOODED, lab.contender(candidate, workload, workload.work()));
      }
      Turns.Load load =
          (name, batching, round) -> {
            Arrivals arrivals = arrivals(capacity, lab.pace(), round, name.endsWith(FLOODED));
            OpenLoad calls = OpenLoad.of(arrivals, lab.pace().warm());
            return lab.open(workload, batching, calls).latencies().ofTenant(QUIET);
          };
      turns.measure(REHEARSALS, load); // A flood's code is compiled while the first ones last.
      report(lab, turns.measure(lab.pace().rounds(), load));
    }
  }

  private static Arrivals arrivals(double capacity, Pace pace, int seed, boolean flooded) {
    Duration span = pace.warm().plus(pace.window().multipliedBy(WINDOWS));
    Arrivals quiet = Arrivals.poisson(QUIET_RATE * capacity, span, seed).of(QUIET);
    return flooded
        ? quiet.and(Arrivals.poisson(LOUD_RATE * capacity, span, -seed).of(LOUD))
        : quiet;
  }

  private void report(Lab lab, Map<String, List<Latencies>> measured) {
    String model = lab.fleet().main().name();
    measured.forEach(
        (candidate, rounds) ->
            lab.findings()
                .row(
                    new Findings.Subject(name(), model, "10 %, quiet tenant", candidate),
                    rounds,
                    Lab.OBJECTIVE));
    double ratio =
        Findings.medianRatio(
            Findings.of(measured, Lab.ADAPTIVE + FLOODED),
            Findings.of(measured, Lab.ADAPTIVE),
            calls -> calls.millisWithMisses(TAIL, Lab.OBJECTIVE));
    lab.findings().ratio("tenant_p95_vs_alone", ratio);
  }
}
