package dev.hearth.examples.ticketrouter.demo;

import dev.hearth.Ticker;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Shows the function at work on this machine as one of the clouds runs it: an S3 API with the
 * prepared model in it, the published runner as a process of its own, eight tickets, and a second
 * process that finds the model on disk.
 */
public final class Demo {

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;
  private static final int WARM_ROUNDS = 25;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final String MODEL_PATH = "/models/prod/minilm/1/int8/weights.bin";

  private static final String HELP =
      """
      usage: ./demo [--cloud lambda|gcf|azure] [--json] [--help]

        --cloud  whose runner the function runs under; lambda by default
        --json   print one JSON object as the last line
        --help   print this

      Exit codes: 0 done, 1 failed, 2 wrong usage.
      """;

  private final Cloud kind;
  private final PrintStream out;
  private final PrintStream progress;
  private final Ticker ticker = Ticker.system();
  private final long startNanos = ticker.nanos();

  Demo(Cloud cloud, PrintStream out, PrintStream progress) {
    this.kind = cloud;
    this.out = out;
    this.progress = progress;
  }

  /**
   * Runs the demo.
   *
   * @param args the model file and the package, put there by the script, then what the user gave
   */
  public static void main(String[] args) {
    List<String> options = new ArrayList<>(List.of(args).subList(2, args.length));
    if (options.contains("--help")) {
      System.out.print(HELP);
      return;
    }
    Optional<Cloud> cloud = cloud(options);
    boolean json = options.remove("--json");
    if (cloud.isEmpty() || !options.isEmpty()) {
      System.err.print("demo: cannot make sense of " + options + "\n" + HELP);
      System.exit(WRONG_USAGE);
      return;
    }
    Demo demo = new Demo(cloud.get(), System.out, System.err);
    System.exit(demo.run(Path.of(args[0]), Path.of(args[1]), json));
  }

  /** Takes the cloud out of the options; empty if it is none that is known. */
  private static Optional<Cloud> cloud(List<String> options) {
    int at = options.indexOf("--cloud");
    if (at < 0) {
      return Optional.of(Cloud.LAMBDA);
    }
    Optional<Cloud> named =
        at + 1 == options.size() ? Optional.empty() : Cloud.named(options.get(at + 1));
    if (named.isPresent()) {
      options.subList(at, at + 2).clear();
    }
    return named;
  }

  int run(Path model, Path zip, boolean json) {
    try {
      DemoReport report = play(model, zip);
      out.print(report.text());
      if (json) {
        out.println(report.json());
      }
      return report.asPromised() ? DONE : FAILED;
    } catch (IOException | RuntimeException e) {
      progress.println("demo: " + e.getMessage());
      return FAILED;
    }
  }

  private DemoReport play(Path model, Path zip) throws IOException {
    say("starting an S3 API on this machine");
    try (LocalCloud cloud = LocalCloud.start()) {
      say("preparing " + LocalCloud.MINILM + ": a bundle of " + model.getFileName());
      Path bundle = cloud.prepare(model);
      say("publishing it");
      cloud.publish(bundle);
      Supplier<Platform> function = kind.function(cloud, zip);
      say("starting the function with an empty cache, " + kind.words());
      cloud.s3().forgetRequests();
      FunctionRun.Measured first = firstProcess(function);
      long firstGets = cloud.s3().requests("GET", MODEL_PATH);
      say("starting a second process on the same disk");
      cloud.s3().forgetRequests();
      FunctionRun.Measured second = secondProcess(function);
      return new DemoReport(first, firstGets, second, cloud.s3().requests("GET", MODEL_PATH));
    }
  }

  private FunctionRun.Measured firstProcess(Supplier<Platform> function) {
    try (Platform platform = function.get()) {
      FunctionRun run = new FunctionRun(platform);
      run.sendSamples(this::say);
      say("calling it " + WARM_ROUNDS * SampleTickets.ALL.size() + " times more");
      run.sendWarm(WARM_ROUNDS);
      return run.measured();
    }
  }

  private static FunctionRun.Measured secondProcess(Supplier<Platform> function) {
    try (Platform platform = function.get()) {
      FunctionRun run = new FunctionRun(platform);
      run.sendSamples(prediction -> {});
      return run.measured();
    }
  }

  private void say(FunctionRun.Prediction prediction) {
    say(
        String.format(
            "%-18s %.3f %8.1f ms  %s",
            prediction.department(), prediction.score(), prediction.millis(), prediction.text()));
  }

  private void say(String what) {
    progress.printf("%6.1f s  %s%n", (ticker.nanos() - startNanos) / NANOS_PER_SECOND, what);
  }
}
