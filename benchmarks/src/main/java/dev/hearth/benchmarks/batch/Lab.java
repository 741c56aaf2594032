package dev.hearth.benchmarks.batch;

import dev.hearth.benchmarks.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What experiments are done with.
 *
 * @param candidates makes what is compared
 * @param fleet the workloads
 * @param pace how much is measured
 * @param pool the callers' threads
 * @param settings where progress is told
 * @param surprises where unmeant failures go
 * @param findings where results go
 */
record Lab(
    Candidates candidates,
    Fleet fleet,
    Pace pace,
    CallerPool pool,
    Settings settings,
    Surprises surprises,
    Findings findings) {

  static final String ADAPTIVE = "adaptive";
  static final String UNBATCHED = "unbatched";
  static final String DJL = "djl";

  /** Unbatched too, but calls that overlap run on a session of one thread each. */
  static final String APART = "unbatched, apart";

  /** What callers want their answers within where that matters. */
  static final Duration OBJECTIVE = Duration.ofMillis(100);

  /** What they want them within where only throughput does. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  static final int CALLERS = 32;

  /** So many of the settings that did best when they were tried are measured. */
  static final int BEST = 3;

  /**
   * How fast a setting was.
   *
   * @param setting the setting
   * @param goodput answers per second
   */
  record Tried(Setting setting, double goodput) {}

  /** Measures a closed loop once. */
  Latencies closed(Workload workload, Batching batching, Items items, int callers)
      throws InterruptedException {
    return closed(workload, batching, items, new ClosedLoad(callers, pace.warm(), pace.window()));
  }

  /** Measures a closed loop once. */
  Latencies closed(Workload workload, Batching batching, Items items, ClosedLoad load)
      throws InterruptedException {
    return load.run(caller(workload, batching, items, PATIENCE), pool);
  }

  /** Returns Hearth's batcher after it has seen the callers for a while. */
  Batching adaptive(Workload workload, Work work) throws InterruptedException {
    Batching batching = candidates.adaptive(work, OBJECTIVE);
    Items items = Items.of(workload.references());
    new ClosedLoad(CALLERS, Duration.ZERO, pace.learning())
        .run(caller(workload, batching, items, PATIENCE), pool);
    return batching;
  }

  /** Measures an open load once. */
  OpenLoad.Result open(Workload workload, Batching batching, OpenLoad load)
      throws InterruptedException {
    Items items = Items.of(workload.references());
    return load.run(caller(workload, batching, items, OBJECTIVE), pool);
  }

  /** Tries settings in a closed loop; returns them, the fastest first. */
  List<Tried> tryOut(Workload workload, List<Setting> tried) throws InterruptedException {
    List<Tried> all = new ArrayList<>();
    ClosedLoad load = new ClosedLoad(CALLERS, pace.warm(), pace.trial());
    for (Setting setting : tried) {
      try (Batching batching = candidates.fixed(workload.work(), setting)) {
        Items items = Items.of(workload.references());
        Latencies calls = load.run(caller(workload, batching, items, PATIENCE), pool);
        all.add(new Tried(setting, calls.goodput()));
      }
    }
    all.sort(Comparator.comparingDouble(Tried::goodput).reversed());
    return all;
  }

  /** Returns what a workload gives per second at best, of which this may be the first to ask. */
  double capacity(Workload workload) throws InterruptedException {
    Double known = findings.capacities().get(workload.name());
    if (known != null) {
      return known;
    }
    settings.say("batch: looking for what %s can give", workload.name());
    Items items = Items.of(workload.references());
    try (Turns turns = withCoarse(new Turns(), workload.work())) {
      Map<String, List<Latencies>> measured =
          turns.measureBest(
              Set.of(),
              BEST,
              Comparator.comparingDouble(rounds -> -goodput(rounds)),
              pace.rounds(),
              (name, batching, round) -> closed(workload, batching, items, CALLERS));
      double found = measured.values().stream().mapToDouble(Lab::goodput).max().orElseThrow();
      findings.capacities().put(workload.name(), found);
      return found;
    }
  }

  /** Returns answers per second at the median. */
  static double goodput(List<Latencies> rounds) {
    return Findings.median(rounds, Latencies::goodput);
  }

  /** Opens the adaptive candidate or the one that does not batch. */
  Batching contender(String name, Workload workload, Work work) throws InterruptedException {
    return name.equals(ADAPTIVE) ? adaptive(workload, work) : candidates.unbatched(work);
  }

  /** Adds the coarse settings; returns the turns. */
  Turns withCoarse(Turns turns, Work work) {
    for (Setting setting : pace.coarse()) {
      turns.with(setting.toString(), candidates.fixed(work, setting));
    }
    return turns;
  }

  /** Returns the name of the best of all but the adaptive one. */
  static String oracle(Map<String, List<Latencies>> measured, Comparator<List<Latencies>> better) {
    return measured.entrySet().stream()
        .filter(each -> !each.getKey().equals(ADAPTIVE))
        .min(Map.Entry.comparingByValue(better))
        .orElseThrow()
        .getKey();
  }

  private Caller caller(Workload workload, Batching batching, Items items, Duration objective) {
    return new Caller(batching, items, workload.references(), objective, surprises);
  }
}
