package dev.hearth.benchmarks.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.benchmarks.Report;
import dev.hearth.benchmarks.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Runs every experiment, shortly, with work of a known cost. */
final class BatchBenchmarkTest {

  private static final Pace SHORT =
      new Pace(
          1,
          1,
          Duration.ofMillis(30),
          Duration.ofMillis(5),
          Duration.ofMillis(40),
          Duration.ofMillis(20),
          List.of(Setting.of(1, 0, 1), Setting.of(16, 0, 1)),
          List.of(Setting.of(1, 0, 1), Setting.of(16, 0, 1)),
          List.of(0.2),
          true,
          Duration.ofMillis(200),
          Duration.ofMillis(100),
          Duration.ofMillis(100));

  private final ByteArrayOutputStream progress = new ByteArrayOutputStream();
  private final BatchBenchmark benchmark = new BatchBenchmark(new WithoutPeer());

  @Test
  void run_everyExperiment_findsEveryRatio() throws Exception {
    Report report = run(Optional.empty());
    assertThat(report.ratios().keySet())
        .contains(
            "overhead_micros_p50_8_callers",
            "one_caller_jmh_p50_vs_unbatched",
            "one_caller_jmh_p99_vs_unbatched",
            "one_caller_p50_vs_unbatched",
            "one_caller_p99_vs_unbatched",
            "one_caller_p50_vs_same_sessions",
            "one_caller_p99_vs_same_sessions",
            "closed32_vs_oracle_min",
            "minilm16_vs_unbatched",
            "any_vs_unbatched_min",
            "step_seconds_to_5_percent",
            "cost_doubling_seconds_to_5_percent",
            "overload_goodput",
            "overload_recovery_seconds",
            "poison_throughput",
            "tenant_p95_vs_alone");
    assertThat(report.ratios())
        .hasEntrySatisfying("any_vs_unbatched_min", BatchBenchmarkTest::gain);
    assertThat(report.rows())
        .filteredOn(row -> row.containsKey("wrong"))
        .allSatisfy(row -> assertThat(row).containsEntry("wrong", 0L).containsEntry("failed", 0L));
    assertThat(report.rows().stream().map(row -> row.get("experiment")).distinct())
        .containsExactlyElementsOf(benchmark.parts());
    assertThat(progress.toString(StandardCharsets.UTF_8))
        .contains("batch: 32 callers, line")
        .contains("xychart-beta")
        .doesNotContain("failed");
  }

  @Test
  void run_onePart_runsThatAlone() throws Exception {
    Report report = run(Optional.of("one-caller"));
    assertThat(report.rows().stream().map(row -> row.get("experiment")).distinct())
        .containsExactly("one-caller");
  }

  @Test
  void parts_areNamed() {
    assertThat(benchmark.parts())
        .containsExactly(
            "overhead",
            "one-caller-jmh",
            "one-caller",
            "closed-loop",
            "open-loop",
            "steps",
            "overload",
            "poison",
            "tenants");
  }

  @Test
  void run_oneCallerInTurns_comparesEachStretchWithTheOneBefore() throws Exception {
    Report report = run(Optional.of("one-caller-jmh"));
    assertThat(report.ratios())
        .containsEntry("one_caller_jmh_p50_vs_unbatched", 3.0)
        .containsEntry("one_caller_jmh_p99_vs_unbatched", 3.0);
  }

  @Test
  void run_inProcessesOfTheirOwn_tellsWhatBatchedCallsTakeBeyondOthers() throws Exception {
    Report report = run(Optional.of("overhead"));
    assertThat(report.ratios())
        .containsEntry("overhead_micros_p50_8_callers", 2.0)
        .containsKey("overhead_processor_micros_8_callers");
  }

  /** A run of 16 costs 2.6 ms where 16 runs cost 17.6. */
  private static void gain(double ratio) {
    assertThat(ratio).isGreaterThan(1.5);
  }

  private Report run(Optional<String> only) throws Exception {
    PrintStream stream = new PrintStream(progress, true, StandardCharsets.UTF_8);
    Work work = new CostLine(Duration.ofMillis(1), Duration.ofNanos(100_000));
    Workload line =
        new Workload(
            "line",
            "minilm16",
            work,
            work,
            References.of(work, 16),
            new VectorStacking(),
            Path.of("no.onnx"));
    Fleet fleet = new Fleet(List.of(line), List.of(line), line);
    Settings settings = new Settings(true, only, stream);
    Findings findings = new Findings();
    BatchBenchmark.runForked(settings, new KnownForks(), findings);
    benchmark.runHere(settings, SHORT, fleet, findings);
    return benchmark.report(findings);
  }

  /** Calls with a batcher take three times as long as those without. */
  private static final class KnownForks implements Forks {

    @Override
    public List<Prepared> models(Settings settings) {
      return List.of(new Prepared("line", 0, Path.of("no.onnx")));
    }

    @Override
    public Found ask(Question question) {
      return found(question.method().equals("batched"));
    }

    @Override
    public List<Found> askInTurns(Question question) {
      return List.of(found(false), found(true), found(false), found(true));
    }

    private static Found found(boolean batched) {
      return new Found(batched ? 3 : 1, batched ? 6 : 2, batched ? 0.1 : 1, 0);
    }
  }

  private static final class WithoutPeer extends QueueCandidates {

    @Override
    public Batching djl(Workload workload) {
      return unbatched(workload.work());
    }
  }
}
