package dev.hearth.testkit.lambda;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** One event from the moment it is handed in until it is answered or given up. */
final class PendingInvocation {
  private final String requestId;
  private final Body event;
  private final Duration functionTimeout;
  private final long queuedNanos;
  private final CompletableFuture<Invocation> result = new CompletableFuture<>();
  private volatile long takenNanos;
  private @Nullable Future<?> timer;
  private boolean over;

  PendingInvocation(String requestId, Body event, Duration functionTimeout, long queuedNanos) {
    this.requestId = requestId;
    this.event = event;
    this.functionTimeout = functionTimeout;
    this.queuedNanos = queuedNanos;
  }

  String requestId() {
    return requestId;
  }

  Body event() {
    return event;
  }

  Duration functionTimeout() {
    return functionTimeout;
  }

  CompletableFuture<Invocation> result() {
    return result;
  }

  void taken(long nanos) {
    takenNanos = nanos;
  }

  /** Puts a timer in the place of the one before; an invocation that is over takes none. */
  synchronized void timer(Future<?> next) {
    if (timer != null) {
      timer.cancel(false);
    }
    timer = next;
    if (over) {
      next.cancel(false);
    }
  }

  void answer(Outcome outcome, long answeredNanos) {
    end();
    result.complete(
        new Invocation(requestId, outcome, new Timings(queuedNanos, takenNanos, answeredNanos)));
  }

  void fail(NoAnswerException cause) {
    end();
    result.completeExceptionally(cause);
  }

  private synchronized void end() {
    over = true;
    if (timer != null) {
      timer.cancel(false);
    }
  }
}
