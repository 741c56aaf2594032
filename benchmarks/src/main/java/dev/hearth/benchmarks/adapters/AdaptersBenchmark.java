package dev.hearth.benchmarks.adapters;

import dev.hearth.benchmarks.Benchmark;
import dev.hearth.benchmarks.Report;
import dev.hearth.benchmarks.Settings;
import dev.hearth.benchmarks.Spread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Asks what an adapter adds to a direct call of core: time at the median and bytes allocated, over
 * a function that costs next to nothing. JMH samples each kind of call in processes of its own;
 * rounds are interleaved.
 *
 * <p>We would look for what costs it if an adapter came to more than 30 microseconds.
 */
public final class AdaptersBenchmark implements Benchmark {

  private static final int ROUNDS = 5;
  private static final int WARMUPS = 4;
  private static final int MEASUREMENTS = 4;
  private static final double MEDIAN = 50;
  private static final double TAIL = 99;
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  /** Makes the benchmark. */
  public AdaptersBenchmark() {}

  @Override
  public String name() {
    return "adapters";
  }

  @Override
  public String question() {
    return "What does an adapter add to a call?";
  }

  @Override
  public Report run(Settings settings) throws IOException {
    Map<CallKind, List<Sample>> samples = new LinkedHashMap<>();
    int rounds = settings.rounds(ROUNDS);
    for (int round = 1; round <= rounds; round++) {
      for (CallKind kind : CallKind.values()) {
        settings.say("adapters: round %d of %d, %s", round, rounds, kind.words());
        samples.computeIfAbsent(kind, key -> new ArrayList<>()).add(sample(kind, settings.quick()));
      }
    }
    return report(samples);
  }

  private record Sample(double medianMicros, double tailMicros, double bytes) {}

  private static Sample sample(CallKind kind, boolean quick) throws IOException {
    Options options =
        new OptionsBuilder()
            .include(AdapterCalls.class.getName() + "\\." + kind.method() + "$")
            .forks(1)
            .warmupIterations(WARMUPS)
            .warmupTime(TimeValue.milliseconds(quick ? 1000 : 2000))
            .measurementIterations(MEASUREMENTS)
            .measurementTime(TimeValue.milliseconds(quick ? 500 : 1000))
            .addProfiler(GCProfiler.class)
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true)
            .build();
    try {
      RunResult result = new Runner(options).run().iterator().next();
      return new Sample(
          result.getPrimaryResult().getStatistics().getPercentile(MEDIAN),
          result.getPrimaryResult().getStatistics().getPercentile(TAIL),
          Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATED), ALLOCATED)
              .getScore());
    } catch (RunnerException e) {
      throw new IOException(kind.words() + " could not be measured: " + e.getMessage(), e);
    }
  }

  private static Report report(Map<CallKind, List<Sample>> samples) {
    List<Map<String, Object>> rows = new ArrayList<>();
    Map<String, Double> ratios = new LinkedHashMap<>();
    List<Sample> core = Objects.requireNonNull(samples.get(CallKind.CORE), "core");
    samples.forEach(
        (kind, own) -> {
          List<Double> added = added(own, core);
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("call", kind.words());
          row.put("p50 us", Spread.of(own.stream().map(Sample::medianMicros).toList()));
          row.put("p99 us", Spread.of(own.stream().map(Sample::tailMicros).toList()));
          row.put("over core, p50 us", Spread.of(added));
          row.put("allocated, bytes", Spread.of(own.stream().map(Sample::bytes).toList()).median());
          rows.add(row);
          kind.key().ifPresent(key -> ratios.put(key, Spread.of(added).median()));
        });
    return Report.of("adapters", rows, ratios);
  }

  /** What each round's call took beyond the direct one of the same round. */
  private static List<Double> added(List<Sample> own, List<Sample> core) {
    List<Double> added = new ArrayList<>();
    for (int round = 0; round < own.size(); round++) {
      added.add(own.get(round).medianMicros() - core.get(round).medianMicros());
    }
    return added;
  }
}
