package dev.hearth.gcf.checks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hearth.Deadline;
import dev.hearth.gcf.functions.Shouting;
import dev.hearth.testkit.http.ServedProcess;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of 300 calls at once, again and again, to a function that runs two and lets fifty
 * wait: each is answered right or turned away, and no memory is kept.
 *
 * <p>{@code ./check load} runs it for a minute. What would change our mind about the limit: a wrong
 * or a lost answer, memory that grows, or calls that wait to be turned away.
 *
 * <p>How soon a call is turned away is measured after that, with all places taken by calls that
 * wait: among hundreds of calls on a few processors their own queue would be measured. See {@link
 * Probe}. The function's heap is touched before, so that its resident memory grows only by what is
 * kept outside.
 */
public final class LoadCheck {

  private static final int AT_ONCE = 300;
  private static final int NEW_AT_ONCE = 25;
  private static final int CLIENT_THREADS = 2;
  private static final int RUNNING = 2;
  private static final int WAITING = 50;
  private static final int MORE = 8;
  private static final int PROBES = 1_000;
  private static final int OK = 200;
  private static final int TOO_MANY_REQUESTS = 429;

  private final AtomicLong right = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final AtomicLong wrong = new AtomicLong();
  private final Map<String, Long> lost = new ConcurrentHashMap<>();
  private final AtomicLong sent = new AtomicLong();
  private final ServedProcess function;
  private final HttpClient http;

  private LoadCheck(ServedProcess function, ExecutorService threads) {
    this.function = function;
    this.http =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads).build();
  }

  /**
   * What became of the calls.
   *
   * @param right how many were answered right
   * @param refused how many were turned away
   * @param wrong how many got another answer
   * @param lost how many got none, by what happened to them
   * @param medianMillis how soon half of the probe's calls were turned away
   * @param p99Millis how soon all but a hundredth were
   * @param probes how many of the probe's calls were turned away
   * @param memoryRatio the resident memory at the end by that in the middle
   */
  public record Result(
      long right,
      long refused,
      long wrong,
      Map<String, Long> lost,
      double medianMillis,
      double p99Millis,
      int probes,
      double memoryRatio) {}

  static Result run(Duration length) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CLIENT_THREADS);
    try (ServedProcess function =
        ServedProcess.invoker(Shouting.class.getName())
            .jvmOptions("-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch")
            .env("HEARTH_MAX_RUNNING", "" + RUNNING)
            .env("HEARTH_MAX_WAITING", "" + WAITING)
            .start()) {
      return new LoadCheck(function, threads).check(length);
    } finally {
      threads.shutdown();
    }
  }

  private Result check(Duration length) throws Exception {
    connect();
    // Threads begin, and code is compiled, for many seconds: what grows after them is a leak.
    Deadline warm = Deadline.after(length.dividedBy(2));
    while (!warm.passed()) {
      round(AT_ONCE).get();
    }
    long before = residentKibibytes(function.pid());
    Deadline deadline = Deadline.after(length.dividedBy(2));
    while (!deadline.passed()) {
      round(AT_ONCE).get();
    }
    double ratio = (double) residentKibibytes(function.pid()) / before;
    try (Probe probe = new Probe(function.port(), "/limited", item("probe"))) {
      whileAllPlacesAreTaken(probe);
      return new Result(
          right.get(),
          refused.get(),
          wrong.get(),
          Map.copyOf(lost),
          probe.millis(0.5),
          probe.millis(0.99),
          probe.count(),
          ratio);
    }
  }

  /** Once as many calls were turned away as there are more than places, all places are taken. */
  private void whileAllPlacesAreTaken(Probe probe) throws Exception {
    CountDownLatch turnedAway = new CountDownLatch(MORE);
    List<CompletableFuture<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < RUNNING + WAITING + MORE; i++) {
      calls.add(
          call("/limited", "hold places", "DONE")
              .whenComplete((status, failure) -> turnedAway.countDown()));
    }
    if (!turnedAway.await(60, TimeUnit.SECONDS)) {
      throw new IllegalStateException("turned away: " + turnedAway + " left (expected: none)");
    }
    for (int i = 0; i < PROBES; i++) {
      probe.send();
    }
    call("/open", "release places", "DONE").get();
    for (CompletableFuture<Integer> call : calls) {
      call.get();
    }
  }

  /**
   * Opens the connections a few at a time; later calls use them again. The invoker's socket has
   * Java's default backlog of 50 connections to be accepted: beyond it the kernel may reset them,
   * before the function ever hears of the call.
   */
  private void connect() throws Exception {
    for (int open = NEW_AT_ONCE; open < AT_ONCE; open += NEW_AT_ONCE) {
      round(open).get();
    }
  }

  private CompletableFuture<Void> round(int atOnce) {
    CompletableFuture<?>[] calls = new CompletableFuture<?>[atOnce];
    for (int i = 0; i < atOnce; i++) {
      String text = "N" + sent.incrementAndGet();
      calls[i] = call("/limited", "work " + text, text);
    }
    return CompletableFuture.allOf(calls);
  }

  private CompletableFuture<Integer> call(String path, String text, String shout) {
    HttpRequest request =
        HttpRequest.newBuilder(function.uri(path))
            .timeout(Duration.ofSeconds(60))
            .POST(HttpRequest.BodyPublishers.ofString(item(text)))
            .build();
    return http.sendAsync(request, BodyHandlers.ofString())
        .handle((response, failure) -> count(shout, response, failure));
  }

  private int count(
      String shout, @Nullable HttpResponse<String> response, @Nullable Throwable failure) {
    if (response == null) {
      lost.merge(String.valueOf(failure), 1L, Long::sum);
      return 0;
    }
    int status = response.statusCode();
    String expected = "{\"shout\":\"" + shout + "\"}";
    if (status == OK && response.body().equals(expected)) {
      right.incrementAndGet();
    } else if (status == TOO_MANY_REQUESTS && response.body().contains("\"OVERLOADED\"")) {
      refused.incrementAndGet();
    } else {
      wrong.incrementAndGet();
    }
    return status;
  }

  private static String item(String text) {
    return "{\"text\":\"" + text + "\"}";
  }

  private static long residentKibibytes(long pid) throws IOException {
    Path rollup = Path.of("/proc/" + pid + "/smaps_rollup");
    for (String line : Files.readString(rollup, UTF_8).split("\n", -1)) {
      if (line.startsWith("Rss:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    throw new IOException(rollup + ": no resident memory (expected: a line 'Rss:')");
  }
}
