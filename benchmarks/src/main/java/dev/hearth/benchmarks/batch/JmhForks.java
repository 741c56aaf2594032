package dev.hearth.benchmarks.batch;

import dev.hearth.benchmarks.Settings;
import dev.hearth.benchmarks.load.Models;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
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
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(question.calls().getName() + "\\." + question.method() + "$")
            .mode(question.mode())
            .threads(question.threads())
            .forks(1)
            .warmupIterations(quick ? 1 : 3)
            .warmupTime(TimeValue.milliseconds(quick ? 1500 : 2000))
            .measurementIterations(quick ? 2 : 4)
            .measurementTime(TimeValue.milliseconds(quick ? 500 : 1500))
            .addProfiler(GCProfiler.class)
            .verbosity(VerboseMode.SILENT)
            .shouldFailOnError(true);
    question.parameters().forEach(options::param);
    try {
      return found(new Runner(options.build()).run().iterator().next(), question.mode());
    } catch (RunnerException e) {
      throw new IOException(question.method() + " could not be measured: " + e.getMessage(), e);
    }
  }

  private static Found found(RunResult result, Mode mode) {
    Statistics times = result.getPrimaryResult().getStatistics();
    boolean sampled = mode == Mode.SampleTime;
    return new Found(
        sampled ? times.getPercentile(MEDIAN) : Double.NaN,
        sampled ? times.getPercentile(TAIL) : Double.NaN,
        sampled ? Double.NaN : result.getPrimaryResult().getScore(),
        Objects.requireNonNull(result.getSecondaryResults().get(ALLOCATED), ALLOCATED).getScore());
  }
}
