package dev.hearth.examples.ticketrouter.checks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hearth.Ticker;
import dev.hearth.examples.ticketrouter.demo.LocalCloud;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import dev.hearth.testkit.lambda.FunctionPackage;
import dev.hearth.testkit.lambda.FunctionProcess;
import dev.hearth.testkit.lambda.Invocation;
import dev.hearth.testkit.lambda.RuntimeApiServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A process of the function with one way of batching, and its callers. */
final class Contender implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  /** What two processors come with. */
  private static final int MEGABYTES = 2 * 1769;

  /** Garbage is collected many times meanwhile, so that what grows is a leak. */
  private static final String SMALL_YOUNG = "-Xmn8m";

  private final String batching;
  private final int callers;
  private final RuntimeApiServer server;
  private final FunctionProcess process;

  private Contender(
      String batching, int callers, RuntimeApiServer server, FunctionProcess process) {
    this.batching = batching;
    this.callers = callers;
    this.server = server;
    this.process = process;
  }

  /** Starts a process that takes as many calls at a time as there are callers. */
  static Contender start(String batching, int callers, LocalCloud cloud, FunctionPackage function) {
    RuntimeApiServer server = RuntimeApiServer.start();
    return new Contender(
        batching,
        callers,
        server,
        cloud
            .function(server, function)
            .memory(MEGABYTES)
            .maxConcurrency(callers)
            .addJvmOptions(SMALL_YOUNG)
            .env("HEARTH_BATCHING", batching)
            .start());
  }

  String batching() {
    return batching;
  }

  /** Asks for each ticket when nothing else is asked. */
  List<String> departments() {
    return ShortTickets.ALL.stream().map(text -> department(ask(text))).toList();
  }

  /** Has each caller call again as soon as it has its answer. */
  Round load(Duration length, List<String> right, Ticker ticker)
      throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      long begin = ticker.nanos();
      long end = begin + length.toNanos();
      List<Future<Round>> running = new ArrayList<>();
      for (int caller = 0; caller < callers; caller++) {
        int first = caller;
        running.add(threads.submit(() -> calls(first, right, end, ticker)));
      }
      Round all = Round.none();
      for (Future<Round> caller : running) {
        all = all.and(caller.get());
      }
      return all.in(ticker.nanos() - begin);
    } finally {
      threads.shutdown();
    }
  }

  private Round calls(int first, List<String> right, long end, Ticker ticker) {
    List<Long> nanos = new ArrayList<>();
    long wrong = 0;
    for (int n = first; ticker.nanos() < end; n++) {
      int ticket = n % ShortTickets.ALL.size();
      Invocation answer = ask(ShortTickets.ALL.get(ticket));
      nanos.add(answer.timings().answeredNanos() - answer.timings().queuedNanos());
      wrong += department(answer).equals(right.get(ticket)) ? 0 : 1;
    }
    return new Round(nanos, wrong, 0);
  }

  private Invocation ask(String text) {
    String event = new JsonSink().beginObject().field("text", text).endObject().toString();
    return server.invoke(event.getBytes(UTF_8), LIMIT);
  }

  private static String department(Invocation answer) {
    return JsonValue.parse(answer.response().bytes(), "answer").field("department").text();
  }

  long residentKib() throws IOException {
    return Resident.kib(process.pid());
  }

  List<String> stdout() {
    return process.stdout();
  }

  /** Returns what the process complained of. */
  List<String> complaints() {
    return process.stderr().stream()
        .filter(line -> line.contains("WARN") || line.contains("ERROR") || line.contains("\tat "))
        .toList();
  }

  @Override
  public void close() {
    process.close();
    server.close();
  }
}
