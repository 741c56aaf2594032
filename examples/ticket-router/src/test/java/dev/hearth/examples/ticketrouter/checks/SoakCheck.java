package dev.hearth.examples.ticketrouter.checks;

import dev.hearth.examples.ticketrouter.demo.LocalCloud;
import dev.hearth.examples.ticketrouter.demo.SampleTickets;
import dev.hearth.testkit.lambda.FunctionProcess;
import dev.hearth.testkit.lambda.RuntimeApiServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Many calls in flight for some time: all right, none lost, memory flat. The young generation is
 * kept small, so that garbage is collected many times meanwhile and what grows is a leak.
 *
 * @param callers how many calls are in flight
 * @param length for how long
 */
record SoakCheck(int callers, Duration length) implements Checks.Check {

  private static final Duration WARM_UP = Duration.ofSeconds(10);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final double MOST_GROWTH = 1.10;

  @Override
  public List<String> run(Checks.Setting setting) throws Exception {
    try (LocalCloud cloud = LocalCloud.start();
        RuntimeApiServer server = RuntimeApiServer.start()) {
      cloud.publish(setting.model());
      try (FunctionProcess process =
          cloud
              .function(server, cloud.unpack(setting.zip()))
              .maxConcurrency(callers)
              .addJvmOptions("-Xmn8m")
              .start()) {
        return soak(setting, server, process);
      }
    }
  }

  private List<String> soak(
      Checks.Setting setting, RuntimeApiServer server, FunctionProcess process) throws Exception {
    AtomicLong answered = new AtomicLong();
    AtomicLong wrong = new AtomicLong();
    long end = setting.ticker().nanos() + length.toNanos();
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      int first = i;
      running.add(
          threads.submit(
              () -> {
                for (int n = first; setting.ticker().nanos() < end; n++) {
                  SampleTickets.Sample sample = SampleTickets.ALL.get(n % SampleTickets.ALL.size());
                  String department = Calls.route(server, sample.text(), LIMIT);
                  answered.incrementAndGet();
                  wrong.addAndGet(department.equals(sample.department()) ? 0 : 1);
                }
              }));
    }
    threads.shutdown();
    long warm = 0;
    while (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
      long resident = Resident.kib(process.pid());
      long left = end - setting.ticker().nanos();
      if (warm == 0 && left < length.minus(WARM_UP).toNanos()) {
        warm = resident;
      }
      setting.say("%d answers, resident %,d KiB", answered.get(), resident);
    }
    for (Future<?> caller : running) {
      caller.get();
    }
    return verdict(answered.get(), wrong.get(), warm, Resident.kib(process.pid()));
  }

  private List<String> verdict(long answered, long wrong, long warm, long last)
      throws Checks.Failed {
    String found =
        String.format(
            "%,d calls by %d callers in %d s, %d wrong, 0 lost; resident %,d KiB after %d s and"
                + " %,d KiB at the end (%.3f)",
            answered,
            callers,
            length.toSeconds(),
            wrong,
            warm,
            WARM_UP.toSeconds(),
            last,
            (double) last / warm);
    if (wrong > 0 || last > warm * MOST_GROWTH) {
      throw new Checks.Failed(found);
    }
    return List.of(found);
  }
}
