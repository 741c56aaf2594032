package dev.hearth.examples.ticketrouter.checks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hearth.Ticker;
import dev.hearth.examples.ticketrouter.demo.LocalCloud;
import dev.hearth.examples.ticketrouter.demo.SampleTickets;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import dev.hearth.testkit.lambda.FunctionProcess;
import dev.hearth.testkit.lambda.Invocation;
import dev.hearth.testkit.lambda.RuntimeApiServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Sixty-four calls in flight in one process: first for a minute with room for all of them, then
 * with room for six, where the others have to be turned away at once with 429.
 */
final class CrowdCheck implements Checks.Check {

  private static final int CALLERS = 64;
  private static final int RUNNING = 2;
  private static final int WAITING = 4;
  private static final Duration LENGTH = Duration.ofSeconds(60);
  private static final Duration OVERLOAD = Duration.ofSeconds(20);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final double MOST_MILLIS = 50;
  private static final long COMES_BACK_AFTER_MILLIS = 200;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final int OK = 200;
  private static final int TOO_MANY_REQUESTS = 429;

  /**
   * What one call came to: its status, whether the answer was right, and how long it took inside.
   */
  private record Reply(long status, boolean right, double millis) {}

  @Override
  public List<String> run(Checks.Setting setting) throws Exception {
    List<String> found = new ArrayList<>(new SoakCheck(CALLERS, LENGTH).run(setting));
    found.forEach(line -> setting.say("%s", line));
    try (LocalCloud cloud = LocalCloud.start();
        RuntimeApiServer server = RuntimeApiServer.start()) {
      cloud.publish(setting.model());
      try (FunctionProcess process =
          cloud
              .function(server, cloud.unpack(setting.zip()))
              .maxConcurrency(CALLERS)
              .env("HEARTH_MAX_RUNNING", Integer.toString(RUNNING))
              .env("HEARTH_MAX_WAITING", Integer.toString(WAITING))
              .start()) {
        call(server, SampleTickets.ALL.get(0)); // The model is loaded.
        found.add(overload(setting, server, process));
      }
    }
    return found;
  }

  private static String overload(
      Checks.Setting setting, RuntimeApiServer server, FunctionProcess process) throws Exception {
    Queue<Reply> replies = new ConcurrentLinkedQueue<>();
    long end = setting.ticker().nanos() + OVERLOAD.toNanos();
    ScheduledExecutorService threads = Executors.newScheduledThreadPool(CALLERS);
    CountDownLatch ended = new CountDownLatch(CALLERS);
    for (int i = 0; i < CALLERS; i++) {
      threads.execute(new Caller(i, setting.ticker(), end, server, threads, replies, ended));
    }
    ended.await();
    threads.shutdown();
    return verdict(List.copyOf(replies), process.isAlive());
  }

  /** Calls again and again; when it is turned away it comes back a little later. */
  private record Caller(
      int number,
      Ticker ticker,
      long end,
      RuntimeApiServer server,
      ScheduledExecutorService threads,
      Queue<Reply> replies,
      CountDownLatch ended)
      implements Runnable {

    @Override
    public void run() {
      if (ticker.nanos() > end) {
        ended.countDown();
        return;
      }
      Reply reply = reply();
      replies.add(reply);
      long pause = reply.status() == TOO_MANY_REQUESTS ? COMES_BACK_AFTER_MILLIS : 0;
      ScheduledFuture<?> next = threads.schedule(this, pause, TimeUnit.MILLISECONDS);
      if (next.isCancelled()) {
        ended.countDown();
      }
    }

    /** A call without an answer counts as one of no status. */
    private Reply reply() {
      try {
        return call(server, SampleTickets.ALL.get(number % SampleTickets.ALL.size()));
      } catch (RuntimeException e) {
        return new Reply(0, false, 0);
      }
    }
  }

  private static Reply call(RuntimeApiServer server, SampleTickets.Sample sample) {
    String item = new JsonSink().beginObject().field("text", sample.text()).endObject().toString();
    JsonSink event = new JsonSink();
    event.beginObject().field("version", "2.0").field("rawPath", "/").name("requestContext");
    event.beginObject().name("http").beginObject().field("method", "POST").endObject().endObject();
    event.field("body", item).field("isBase64Encoded", false).endObject();
    Invocation invocation = server.invoke(event.toString().getBytes(UTF_8), LIMIT);
    JsonValue answer = JsonValue.parse(invocation.response().bytes(), "answer");
    return new Reply(
        answer.field("statusCode").integer(),
        answer.field("body").text().contains("\"" + sample.department() + "\""),
        invocation.timings().running().toNanos() / NANOS_PER_MILLI);
  }

  private static String verdict(List<Reply> replies, boolean alive) throws Checks.Failed {
    List<Reply> answered = replies.stream().filter(reply -> reply.status() == OK).toList();
    List<Double> refused =
        replies.stream()
            .filter(reply -> reply.status() == TOO_MANY_REQUESTS)
            .map(Reply::millis)
            .sorted()
            .toList();
    long wrong = answered.stream().filter(reply -> !reply.right()).count();
    int others = replies.size() - answered.size() - refused.size();
    double middle = at(refused, 0.5);
    double late = at(refused, 0.99);
    String found =
        String.format(
            "room for %d: %,d calls, %,d answered, %d of them wrong, %,d turned away with 429 in %.1f"
                + " ms (median) and %.1f ms (99 of 100), %d with another status",
            RUNNING + WAITING,
            replies.size(),
            answered.size(),
            wrong,
            refused.size(),
            middle,
            late,
            others);
    if (wrong > 0 || others > 0 || refused.isEmpty() || late > MOST_MILLIS || !alive) {
      throw new Checks.Failed(found);
    }
    return found;
  }

  private static double at(List<Double> sorted, double part) {
    return sorted.isEmpty() ? 0 : sorted.get((int) ((sorted.size() - 1) * part));
  }
}
