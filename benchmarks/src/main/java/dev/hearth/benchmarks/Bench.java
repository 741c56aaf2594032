package dev.hearth.benchmarks;

import dev.hearth.benchmarks.adapters.AdaptersBenchmark;
import dev.hearth.benchmarks.batch.BatchBenchmark;
import dev.hearth.benchmarks.checksum.ChecksumBenchmark;
import dev.hearth.benchmarks.json.JsonBenchmark;
import dev.hearth.benchmarks.load.LoadBenchmark;
import dev.hearth.benchmarks.load.ShareBenchmark;
import dev.hearth.benchmarks.tokenizer.TokenizerBenchmark;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The command line of the benchmarks.
 *
 * <p>Progress goes to the error stream; the figures to the output stream, as a table or, with
 * {@code --json}, as one line of JSON.
 */
public final class Bench {

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  private final List<Benchmark> benchmarks;
  private final PrintStream out;
  private final PrintStream err;

  /**
   * Makes a command line.
   *
   * @param benchmarks what can be run
   * @param out where the figures go
   * @param err where progress and complaints go
   */
  public Bench(List<Benchmark> benchmarks, PrintStream out, PrintStream err) {
    this.benchmarks = List.copyOf(benchmarks);
    this.out = out;
    this.err = err;
  }

  /**
   * Runs one benchmark and ends the process with its exit code.
   *
   * @param args see {@code --help}
   */
  public static void main(String[] args) {
    List<Benchmark> all =
        List.of(
            new AdaptersBenchmark(),
            new BatchBenchmark(),
            new ChecksumBenchmark(),
            new JsonBenchmark(),
            new LoadBenchmark(),
            new ShareBenchmark(),
            new TokenizerBenchmark());
    System.exit(new Bench(all, System.out, System.err).run(args));
  }

  /**
   * Runs one benchmark.
   *
   * @param args see {@code --help}
   * @return 0 if done, 1 if it failed, 2 if the arguments are wrong
   */
  public int run(String... args) {
    Arguments arguments;
    try {
      arguments = Arguments.parse(args);
    } catch (IllegalArgumentException e) {
      return complain(e.getMessage());
    }
    if (arguments.help()) {
      out.print(usage());
      return DONE;
    }
    for (Benchmark benchmark : benchmarks) {
      if (benchmark.name().equals(arguments.name())) {
        return checked(benchmark, arguments);
      }
    }
    return complain(
        arguments.name() == null ? "NAME is missing" : "no benchmark '" + arguments.name() + "'");
  }

  private int checked(Benchmark benchmark, Arguments arguments) {
    @Nullable String only = arguments.only();
    if (only != null && !benchmark.parts().contains(only)) {
      return complain(
          benchmark.parts().isEmpty()
              ? "--only: '" + only + "' (expected: none, '" + benchmark.name() + "' is one piece)"
              : "--only: '" + only + "' (expected: one of " + benchmark.parts() + ")");
    }
    return measure(benchmark, arguments);
  }

  private int measure(Benchmark benchmark, Arguments arguments) {
    Optional<String> only = Optional.ofNullable(arguments.only());
    try {
      Report report = benchmark.run(new Settings(arguments.quick(), only, err));
      String json = report.json();
      if (arguments.out() != null) {
        Files.writeString(arguments.out(), json + "\n", StandardCharsets.UTF_8);
      }
      out.print(arguments.json() ? json + "\n" : report.table());
      out.flush();
      return DONE;
    } catch (IOException e) {
      err.println(benchmark.name() + " failed: " + e.getMessage());
      return FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      err.println(benchmark.name() + " was interrupted");
      return FAILED;
    }
  }

  private int complain(@Nullable String problem) {
    err.println(problem);
    err.print(usage());
    return WRONG_USAGE;
  }

  private String usage() {
    StringBuilder text = new StringBuilder();
    text.append("usage: bench NAME [--quick] [--only PART] [--out FILE] [--json] [--help]\n\n");
    for (Benchmark benchmark : benchmarks) {
      text.append(String.format("  %-12s %s%n", benchmark.name(), benchmark.question()));
    }
    text.append("\n  --quick      few rounds: shows that it works, not how fast\n");
    text.append(
        "  --only PART  runs that part alone, for benchmarks with parts: " + parts() + "\n");
    text.append("  --out FILE   also writes the figures to FILE as JSON\n");
    text.append("  --json       prints the figures as one line of JSON instead of a table\n");
    return text.toString();
  }

  private String parts() {
    List<String> parts = benchmarks.stream().flatMap(each -> each.parts().stream()).toList();
    return parts.isEmpty() ? "none here" : String.join(", ", parts);
  }
}
