package dev.hearth.benchmarks.batch;

import dev.hearth.benchmarks.Spread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * Asks how long a batcher takes to find its way when four times as many calls come, or each run
 * takes twice as long, from one moment to the next: until as many callers are answered in time, and
 * as soon, as with the setting that turned out best for what came then.
 */
final class Steps implements Experiment {

  private static final double TAIL = 95;
  private static final double RATE_BEFORE = 0.2;
  private static final double TIMES = 4;
  private static final double RATE_OF_DOUBLED = 0.4;

  /** What part of the calls a setting answers in time that is anything to come near to. */
  private static final double COPES = 0.9;

  @Override
  public String name() {
    return "steps";
  }

  /**
   * One change.
   *
   * @param name its name in tables
   * @param key its ratio's key
   * @param doubles whether the work costs twice as much at half time
   * @param arrivals makes the calls of a seed
   */
  private record Change(
      String name, String key, boolean doubles, LongFunction<Arrivals> arrivals) {}

  @Override
  public void run(Lab lab) throws InterruptedException {
    Workload workload = lab.fleet().main();
    double capacity = lab.capacity(workload);
    Duration span = lab.pace().step();
    run(
        lab,
        new Change(
            "4 times the rate",
            "step_seconds_to_5_percent",
            false,
            seed -> Arrivals.step(RATE_BEFORE * capacity, TIMES, span, seed)));
    run(
        lab,
        new Change(
            "twice the cost",
            "cost_doubling_seconds_to_5_percent",
            true,
            seed -> Arrivals.poisson(RATE_OF_DOUBLED * capacity, span, seed)));
  }

  private void run(Lab lab, Change change) throws InterruptedException {
    Workload workload = lab.fleet().main();
    lab.settings().say("batch: %s, %s", change.name(), workload.name());
    Doubling work = new Doubling(workload.work());
    try (Turns turns = new Turns()) {
      turns.with(Lab.ADAPTIVE, lab.adaptive(workload, work));
      lab.withCoarse(turns, work);
      report(lab, change, measure(lab, change, work, turns));
    }
  }

  /** One contender at a time, so they can share the work that changes. */
  private static Map<String, List<Latencies>> measure(
      Lab lab, Change change, Doubling work, Turns turns) throws InterruptedException {
    Duration half = lab.pace().step().dividedBy(2);
    return turns.measureBest(
        Set.of(Lab.ADAPTIVE),
        Lab.BEST,
        Comparator.comparingDouble(rounds -> tail(rounds, half)),
        lab.pace().stepRounds(),
        (name, batching, round) -> {
          work.set(false);
          Runnable halfway = () -> work.set(change.doubles());
          OpenLoad load = new OpenLoad(change.arrivals().apply(round), Duration.ZERO, halfway);
          return lab.open(lab.fleet().main(), batching, load).latencies();
        });
  }

  private void report(Lab lab, Change change, Map<String, List<Latencies>> measured) {
    Duration half = lab.pace().step().dividedBy(2);
    String oracle = Lab.oracle(measured, Comparator.comparingDouble(rounds -> tail(rounds, half)));
    measured.forEach(
        (candidate, rounds) -> {
          Optional<Spread> back = back(rounds, Findings.of(measured, oracle), half);
          Map<String, Object> row =
              lab.findings()
                  .row(
                      new Findings.Subject(
                          name(), lab.fleet().main().name(), change.name(), candidate),
                      rounds.stream().map(calls -> after(calls, half)).toList(),
                      Lab.OBJECTIVE);
          back.ifPresent(seconds -> row.put("back after s", seconds));
          if (candidate.equals(oracle)) {
            row.put("note", "oracle");
          }
          if (candidate.equals(Lab.ADAPTIVE)) {
            back.ifPresent(seconds -> lab.findings().ratio(change.key(), seconds.median()));
          }
        });
  }

  /** How long it took to come near the oracle, in rounds in which the oracle itself coped. */
  private static Optional<Spread> back(
      List<Latencies> ours, List<Latencies> oracle, Duration half) {
    List<Double> seconds = new ArrayList<>();
    for (int round = 0; round < ours.size(); round++) {
      Windows.Window level = Windows.of(oracle.get(round), Lab.OBJECTIVE).levelAfter(half);
      if (level.answered() >= COPES) {
        seconds.add(Windows.of(ours.get(round), Lab.OBJECTIVE).secondsUntil(level, half));
      }
    }
    return seconds.isEmpty() ? Optional.empty() : Optional.of(Spread.of(seconds));
  }

  private static double tail(List<Latencies> rounds, Duration half) {
    return Findings.median(
        rounds, calls -> after(calls, half).millisWithMisses(TAIL, Lab.OBJECTIVE));
  }

  private static Latencies after(Latencies calls, Duration half) {
    return calls.due(half, calls.span());
  }
}
