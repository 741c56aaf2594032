package dev.hearth.benchmarks.batch;

import dev.hearth.benchmarks.Settings;
import dev.hearth.benchmarks.Spread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.annotations.Mode;

/**
 * Asks what sharing batches costs a caller who is alone, as JMH samples it: a function's calls over
 * a real model, half a second with and half a second without in the same processes.
 */
final class OneCallerForked implements ForkedExperiment {

  private static final int PROCESSES = 3;
  private static final List<String> WAYS = List.of(Lab.UNBATCHED, Lab.ADAPTIVE);
  private static final double MICROS_PER_MILLI = 1000;

  @Override
  public String name() {
    return "one-caller-jmh";
  }

  @Override
  public void run(Forks forks, Settings settings, Findings findings) throws IOException {
    int processes = settings.quick() ? 1 : PROCESSES;
    for (Forks.Prepared model : forks.models(settings)) {
      Map<String, List<Forks.Found>> measured = new LinkedHashMap<>();
      for (int process = 1; process <= processes; process++) {
        settings.say("batch: one caller, %s, process %d of %d", model.name(), process, processes);
        List<Forks.Found> found = ask(forks, model);
        for (int i = 0; i < found.size(); i++) {
          String way = WAYS.get(i % WAYS.size());
          measured.computeIfAbsent(way, key -> new ArrayList<>()).add(found.get(i));
        }
      }
      measured.forEach((way, found) -> findings.rows().add(row(model, way, found)));
      worst(findings, "one_caller_jmh_p50_vs_unbatched", measured, Forks.Found::medianMicros);
      worst(findings, "one_caller_jmh_p99_vs_unbatched", measured, Forks.Found::tailMicros);
    }
  }

  private static List<Forks.Found> ask(Forks forks, Forks.Prepared model) throws IOException {
    Map<String, String> parameters =
        Map.of("bundle", model.bundle().toString(), "tokens", Integer.toString(model.tokens()));
    return forks.askInTurns(
        new Forks.Question(OneCallerCalls.class, "inTurns", Mode.SampleTime, 1, parameters));
  }

  private Map<String, Object> row(Forks.Prepared model, String way, List<Forks.Found> found) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("experiment", name());
    row.put("model", model.name());
    row.put("load", "1 caller");
    row.put("candidate", way);
    row.put("p50 ms", spread(found, each -> each.medianMicros() / MICROS_PER_MILLI));
    row.put("p99 ms", spread(found, each -> each.tailMicros() / MICROS_PER_MILLI));
    row.put("allocated, bytes", spread(found, Forks.Found::bytes).median());
    return row;
  }

  private static void worst(
      Findings findings,
      String key,
      Map<String, List<Forks.Found>> measured,
      ToDoubleFunction<Forks.Found> figure) {
    List<Forks.Found> unbatched = measured.getOrDefault(Lab.UNBATCHED, List.of());
    List<Forks.Found> adaptive = measured.getOrDefault(Lab.ADAPTIVE, List.of());
    List<Double> ratios = new ArrayList<>();
    for (int i = 0; i < adaptive.size(); i++) {
      ratios.add(figure.applyAsDouble(adaptive.get(i)) / figure.applyAsDouble(unbatched.get(i)));
    }
    findings.ratio(key, Spread.of(ratios).median(), Math::max);
  }

  private static Spread spread(List<Forks.Found> found, ToDoubleFunction<Forks.Found> figure) {
    return Spread.of(found.stream().map(figure::applyAsDouble).toList());
  }
}
