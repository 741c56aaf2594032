package dev.hearth.testkit.lambda;

import dev.hearth.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Takes events in, sends them to runtimes that ask, and gives up those that nobody answers. */
final class InvocationDesk {
  private final InvocationBoard board;
  private final Settings settings;
  private final Executor threads;
  private final ScheduledExecutorService timers;
  private final String idPrefix = UUID.randomUUID().toString().substring(0, 24);
  private final AtomicLong sequence = new AtomicLong();

  /** What the server was built with. */
  record Settings(Ticker ticker, InstantSource clock, Duration pickupTimeout, String functionArn) {}

  InvocationDesk(
      InvocationBoard board, Settings settings, Executor threads, ScheduledExecutorService timers) {
    this.board = board;
    this.settings = settings;
    this.threads = threads;
    this.timers = timers;
  }

  CompletableFuture<Invocation> submit(Body event, Duration functionTimeout) {
    PendingInvocation invocation =
        new PendingInvocation(nextId(), event, functionTimeout, settings.ticker().nanos());
    Optional<Failure> down = board.queue(invocation, () -> limitPickup(invocation));
    if (down.isPresent()) {
      fail(invocation, down.get());
      return invocation.result();
    }
    pairUp();
    return invocation.result();
  }

  void next(HttpConnection connection) {
    board.next(connection);
    pairUp();
  }

  void gone(HttpConnection connection) {
    board.gone(connection);
  }

  /** Whether the id was given out by this desk; if so, an answer that is still awaited is used. */
  boolean answer(String requestId, Outcome outcome) {
    long now = settings.ticker().nanos();
    board.removeInFlight(requestId).ifPresent(invocation -> invocation.answer(outcome, now));
    return requestId.startsWith(idPrefix);
  }

  void goDown(Failure failure) {
    board.goDown(failure).forEach(invocation -> fail(invocation, failure));
  }

  private static void fail(PendingInvocation invocation, Failure failure) {
    invocation.fail(failure.before("invocation " + invocation.requestId() + " was answered"));
  }

  private void pairUp() {
    board.pair(settings.ticker().nanos()).ifPresent(this::deliver);
  }

  /** Writes in another thread, so that a client that does not read blocks no caller. */
  private void deliver(InvocationBoard.Delivery delivery) {
    limitFunction(delivery.invocation());
    threads.execute(() -> send(delivery));
  }

  /** An event that is written to a client just dead is lost until its timeout or the exit. */
  private void send(InvocationBoard.Delivery delivery) {
    try {
      delivery.connection().write(eventResponse(delivery.invocation()));
    } catch (IOException e) {
      takeBack(delivery.invocation());
    }
  }

  /** The client left before it had the event, so another may take it. */
  private void takeBack(PendingInvocation invocation) {
    board.putBack(invocation, () -> limitPickup(invocation));
    pairUp();
  }

  private HttpResponse eventResponse(PendingInvocation invocation) {
    long deadline = settings.clock().millis() + invocation.functionTimeout().toMillis();
    String id = invocation.requestId();
    Map<String, String> headers =
        Map.of(
            "Lambda-Runtime-Aws-Request-Id", id,
            "Lambda-Runtime-Deadline-Ms", Long.toString(deadline),
            "Lambda-Runtime-Invoked-Function-Arn", settings.functionArn(),
            "Lambda-Runtime-Trace-Id", traceId(id));
    return new HttpResponse(200, headers, invocation.event());
  }

  private static String traceId(String requestId) {
    String digits = requestId.replace("-", "");
    return "Root=1-%s-%s;Parent=%s;Sampled=0"
        .formatted(digits.substring(0, 8), digits.substring(8), digits.substring(16));
  }

  private String nextId() {
    return idPrefix + "%012x".formatted(sequence.incrementAndGet());
  }

  private void limitPickup(PendingInvocation invocation) {
    Duration limit = settings.pickupTimeout();
    Runnable giveUp =
        () -> {
          if (board.dropQueued(invocation)) {
            invocation.fail(late(invocation, "was not taken by a /next", limit));
          }
        };
    invocation.timer(after(limit, giveUp));
  }

  private void limitFunction(PendingInvocation invocation) {
    Duration limit = invocation.functionTimeout();
    Runnable giveUp =
        () ->
            board
                .removeInFlight(invocation.requestId())
                .ifPresent(lost -> lost.fail(late(lost, "was taken but not answered", limit)));
    invocation.timer(after(limit, giveUp));
  }

  private Future<?> after(Duration limit, Runnable task) {
    return timers.schedule(task, limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  private FunctionTimeoutException late(PendingInvocation invocation, String what, Duration limit) {
    return new FunctionTimeoutException(
        "invocation %s %s within %s (%s); raise the timeout or look at the function's output"
            .formatted(invocation.requestId(), what, limit, board.counts()));
  }
}
