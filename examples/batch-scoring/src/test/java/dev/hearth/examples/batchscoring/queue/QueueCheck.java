package dev.hearth.examples.batchscoring.queue;

import dev.hearth.Ticker;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sends messages, some of them bad, through a queue to the packaged function and kills its
 * processes at random moments: in the end each good message has one right result that was written
 * once, and each bad one, and no other, is in the dead-letter queue.
 */
public final class QueueCheck {

  private static final int DONE = 0;
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;
  private static final double NANOS_PER_SECOND = 1e9;

  private final Plan plan;
  private final PrintStream progress;
  private final Ticker ticker = Ticker.system();

  QueueCheck(Plan plan, PrintStream progress) {
    this.plan = plan;
    this.progress = progress;
  }

  /**
   * Runs the check.
   *
   * @param args the model file, the package, how many messages, how many kills
   */
  public static void main(String[] args) {
    if (args.length != 4) {
      System.err.println("usage: MODEL PACKAGE MESSAGES KILLS");
      System.exit(WRONG_USAGE);
    }
    Plan plan =
        Plan.full(Integer.parseInt(args[2]), Integer.parseInt(args[3]), Ticker.system().nanos());
    try {
      String found = new QueueCheck(plan, System.err).run(Path.of(args[0]), Path.of(args[1]));
      System.out.println("queue: " + found);
      System.exit(DONE);
    } catch (Exception | Error e) { // Other threads would keep the process alive.
      System.out.println("queue: FAILED: " + e + " (seed " + plan.seed() + ")");
      System.exit(FAILED);
    }
  }

  /** Runs the check; returns what it found in one line. */
  String run(Path model, Path zip) throws Exception {
    try (LocalCloud cloud = new LocalCloud(zip, model);
        LocalQueue queue = new LocalQueue(plan)) {
      long start = ticker.nanos();
      Map<String, Traffic.Message> sent = queue.send(Traffic.of(plan));
      progress.printf("%,d messages sent%n", sent.size());
      Strikes strikes = new Strikes(plan);
      EventSource.Counts counts = work(cloud, queue, sent, strikes);
      Duration took = Duration.ofNanos(ticker.nanos() - start);
      Verification verification = new Verification();
      verification.require(sent.size() == plan.messages(), "messages were lost when sent");
      verification.require(
          strikes.allDone() && counts.killed() == plan.kills(),
          counts.killed() + " kills, expected " + plan.kills());
      verification.results(cloud.s3(), sent);
      verification.deadLetters(queue.takeDeadLetters(), sent);
      String report = report(verification, counts, took);
      if (!verification.wrong().isEmpty()) {
        throw new IllegalStateException(verification.wrong() + "; " + report);
      }
      return report;
    }
  }

  private EventSource.Counts work(
      LocalCloud cloud, LocalQueue queue, Map<String, Traffic.Message> sent, Strikes strikes)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(plan.instances());
    List<Instance> instances = new ArrayList<>();
    try {
      List<Future<EventSource.Counts>> sources = new ArrayList<>();
      for (int i = 0; i < plan.instances(); i++) {
        int number = i;
        Instance instance = new Instance(server -> cloud.function(server, number));
        instances.add(instance);
        sources.add(threads.submit(new EventSource(queue, instance, sent, strikes, ticker)));
      }
      EventSource.Counts all = new EventSource.Counts(0, 0, 0, 0);
      for (Future<EventSource.Counts> source : sources) {
        all = all.plus(source.get());
      }
      return all;
    } finally {
      threads.shutdownNow();
      instances.forEach(Instance::close);
    }
  }

  private String report(Verification found, EventSource.Counts counts, Duration took) {
    return String.format(
        Locale.ROOT,
        "%,d messages, %,d calls by %d instances in %.0f s, %d kills (%d before the answer): %,d"
            + " results right and written once, %,d second writes refused, %,d bad messages in the"
            + " dead-letter queue and no other; good ones delivered at most %d times of %d; seed %d",
        plan.messages(),
        counts.calls(),
        plan.instances(),
        took.toNanos() / NANOS_PER_SECOND,
        counts.killed(),
        counts.killedDuring(),
        found.written(),
        found.refused(),
        found.dead(),
        counts.mostDeliveries(),
        plan.maxReceives(),
        plan.seed());
  }
}
