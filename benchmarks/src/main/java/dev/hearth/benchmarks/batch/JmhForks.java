package dev.hearth.benchmarks.batch;

import dev.hearth.benchmarks.Settings;
import dev.hearth.benchmarks.load.Models;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/**
 * The processes of JMH.
 *
 * @param folder where models are prepared
 * @param quick whether short runs are enough
 */
record JmhForks(Path folder, boolean quick) implements Forks {

  private static final int SHORT_TOKENS = 16;
  private static final double MEDIAN = 50;
  private static final double TAIL = 99;
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  @Override
  public List<Prepared> models(Settings settings) throws IOException {
    Path minilm = Models.MINILM_INT8.prepare(folder, settings);
    settings.say("preparing mlp");
    Path mlp = Models.prepare(Mlp.write(folder.resolve("mlp.onnx")), folder.resolve("mlp"));
    return List.of(
        new Prepared(Models.MINILM_INT8.text() + " " + SHORT_TOKENS, SHORT_TOKENS, minilm),
        new Prepared("mlp", 0, mlp));
  }

  @Override
  public Found ask(Question question) throws IOException {
    RunResult result =
        run(
            question,
            options(question)
                .warmupIterations(quick ? 1 : 3)
                .warmupTime(TimeValue.milliseconds(quick ? 1500 : 2000))
                .measurementIterations(quick ? 2 : 4)
                .measurementTime(TimeValue.milliseconds(quick ? 500 : 1500)));
    return found(result.getPrimaryResult(), result.getSecondaryResults(), question.mode());
  }

  /** Two ways in processes of their own differ by what befell the processes. */
  @Override
  public List<Found> askInTurns(Question question) throws IOException {
    RunResult result =
        run(
            question,
            options(question)
                .warmupIterations(4)
                .warmupTime(TimeValue.milliseconds(500))
                .measurementIterations(quick ? 10 : 40)
                .measurementTime(TimeValue.milliseconds(500)));
    return result.getBenchmarkResults().stream()
        .flatMap(each -> each.getIterationResults().stream())
        .map(each -> found(each.getPrimaryResult(), each.getSecondaryResults(), question.mode()))
        .toList();
  }

  private static ChainedOptionsBuilder options(Question question) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(question.calls().getName() + "\\." + question.method() + "$")
            .mode(question.mode())
            .threads(question.threads())
            .forks(1)
            .addProfiler(GCProfiler.class)
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true);
    question.parameters().forEach(options::param);
    return options;
  }

  private static RunResult run(Question question, ChainedOptionsBuilder options)
      throws IOException {
    try {
      return new Runner(options.build()).run().iterator().next();
    } catch (RunnerException e) {
      throw new IOException(question.method() + " could not be measured: " + e.getMessage(), e);
    }
  }

  @SuppressWarnings("rawtypes") // JMH's own.
  private static Found found(Result primary, Map<String, Result> secondary, Mode mode) {
    Statistics times = primary.getStatistics();
    boolean sampled = mode == Mode.SampleTime;
    return new Found(
        sampled ? times.getPercentile(MEDIAN) : Double.NaN,
        sampled ? times.getPercentile(TAIL) : Double.NaN,
        sampled ? Double.NaN : primary.getScore(),
        Objects.requireNonNull(secondary.get(ALLOCATED), ALLOCATED).getScore());
  }
}
