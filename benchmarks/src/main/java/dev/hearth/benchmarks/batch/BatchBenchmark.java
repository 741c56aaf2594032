package dev.hearth.benchmarks.batch;

import dev.hearth.benchmarks.Benchmark;
import dev.hearth.benchmarks.Report;
import dev.hearth.benchmarks.Settings;
import dev.hearth.benchmarks.load.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Asks what a micro-batcher gains and what it costs, against every caller running the model itself
 * and against the best fixed setting that trying many would find.
 *
 * <p>We would give up adapting if a fixed setting served most workloads within a tenth of the best.
 */
public final class BatchBenchmark implements Benchmark {

  private static final List<Experiment> EXPERIMENTS =
      List.of(
          new OneCaller(),
          new ClosedLoop(),
          new OpenLoop(),
          new Steps(),
          new Overload(),
          new Poison(),
          new Tenants());

  private static final List<ForkedExperiment> FORKED =
      List.of(new Overhead(), new OneCallerForked());

  private final Candidates candidates;

  /** Makes the benchmark of Hearth's batcher. */
  public BatchBenchmark() {
    this(new HearthCandidates());
  }

  /** Makes the benchmark of some candidates. */
  BatchBenchmark(Candidates candidates) {
    this.candidates = candidates;
  }

  @Override
  public String name() {
    return "batch";
  }

  @Override
  public String question() {
    return "What does gathering several callers' items into one run gain?";
  }

  @Override
  public List<String> parts() {
    return Stream.concat(
            FORKED.stream().map(ForkedExperiment::name), EXPERIMENTS.stream().map(Experiment::name))
        .toList();
  }

  @Override
  public Report run(Settings settings) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("hearth-bench");
    Findings findings = new Findings();
    try {
      boolean here = EXPERIMENTS.stream().anyMatch(each -> settings.wants(each.name()));
      if (here) {
        Djl.prepareEngine(); // Before models are prepared for other processes too.
      }
      runForked(settings, new JmhForks(folder, settings.quick()), findings);
      if (here) {
        try (Workloads workloads = Workloads.below(folder, settings)) {
          runHere(
              settings, settings.quick() ? Pace.quick() : Pace.full(), workloads.fleet(), findings);
        }
      }
      return report(findings);
    } finally {
      Models.deleteAll(folder);
    }
  }

  Report report(Findings findings) {
    return Report.of(name(), findings.rows(), findings.ratios());
  }

  /** Runs what has processes of its own, while nothing else is in this one. */
  static void runForked(Settings settings, Forks forks, Findings findings) throws IOException {
    for (ForkedExperiment experiment : FORKED) {
      if (settings.wants(experiment.name())) {
        experiment.run(forks, settings, findings);
      }
    }
  }

  void runHere(Settings settings, Pace pace, Fleet fleet, Findings findings)
      throws InterruptedException {
    try (CallerPool pool = new CallerPool()) {
      Surprises surprises = Surprises.toldTo(settings);
      Lab lab = new Lab(candidates, fleet, pace, pool, settings, surprises, findings);
      for (Experiment experiment : EXPERIMENTS) {
        if (settings.wants(experiment.name())) {
          experiment.run(lab);
        }
      }
    }
  }
}
