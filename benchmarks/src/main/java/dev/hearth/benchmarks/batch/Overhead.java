package dev.hearth.benchmarks.batch;

import dev.hearth.benchmarks.Settings;
import dev.hearth.benchmarks.Spread;
import dev.hearth.platform.CpuShare;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.annotations.Mode;

/**
 * Asks what a batcher adds to each item of callers that are many, over a function that costs next
 * to nothing and gains nothing in a batch: at the median of what callers wait, and on average in
 * time of processors, so that a median hides nothing.
 *
 * <p>We would look for what costs it if it came to more than 3 microseconds.
 */
final class Overhead implements ForkedExperiment {

  private static final int ROUNDS = 5;
  private static final int QUICK_ROUNDS = 2;
  private static final int CALLERS = 8;
  private static final List<String> WAYS = List.of("alone", "batched");

  private record Round(Forks.Found sampled, Forks.Found counted) {

    double processorMicros() {
      return CpuShare.current().available() / counted.perMicro();
    }
  }

  @Override
  public String name() {
    return "overhead";
  }

  @Override
  public void run(Forks forks, Settings settings, Findings findings) throws IOException {
    Map<String, List<Round>> measured = new LinkedHashMap<>();
    int rounds = settings.quick() ? QUICK_ROUNDS : ROUNDS;
    for (int round = 1; round <= rounds; round++) {
      settings.say("batch: overhead, round %d of %d", round, rounds);
      for (String way : WAYS) {
        measured.computeIfAbsent(way, key -> new ArrayList<>()).add(round(forks, way));
      }
    }
    measured.forEach((way, all) -> findings.rows().add(row(way, all)));
    added(findings, "overhead_micros_p50_8_callers", measured, r -> r.sampled().medianMicros());
    added(findings, "overhead_processor_micros_8_callers", measured, Round::processorMicros);
  }

  private static Round round(Forks forks, String way) throws IOException {
    return new Round(ask(forks, way, Mode.SampleTime), ask(forks, way, Mode.Throughput));
  }

  private static Forks.Found ask(Forks forks, String way, Mode mode) throws IOException {
    return forks.ask(new Forks.Question(OverheadCalls.class, way, mode, CALLERS, Map.of()));
  }

  private Map<String, Object> row(String way, List<Round> rounds) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("experiment", name());
    row.put("load", CALLERS + " callers");
    row.put("candidate", way);
    row.put("p50 us", spread(rounds, round -> round.sampled().medianMicros()));
    row.put("p99 us", spread(rounds, round -> round.sampled().tailMicros()));
    row.put("processor us per item", spread(rounds, Round::processorMicros));
    row.put("allocated, bytes", spread(rounds, round -> round.counted().bytes()).median());
    return row;
  }

  private static void added(
      Findings findings,
      String key,
      Map<String, List<Round>> measured,
      ToDoubleFunction<Round> figure) {
    List<Round> alone = measured.getOrDefault(WAYS.get(0), List.of());
    List<Round> batched = measured.getOrDefault(WAYS.get(1), List.of());
    List<Double> added = new ArrayList<>();
    for (int i = 0; i < batched.size(); i++) {
      added.add(figure.applyAsDouble(batched.get(i)) - figure.applyAsDouble(alone.get(i)));
    }
    findings.ratio(key, Spread.of(added).median());
  }

  private static Spread spread(List<Round> rounds, ToDoubleFunction<Round> figure) {
    return Spread.of(rounds.stream().map(figure::applyAsDouble).toList());
  }
}
