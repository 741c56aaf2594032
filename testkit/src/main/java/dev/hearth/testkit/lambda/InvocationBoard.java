package dev.hearth.testkit.lambda;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which events wait for a {@code /next}, which {@code /next} wait for an event, and which events
 * are in flight. Pure bookkeeping under the monitor; events and {@code /next} pair up in arrival
 * order.
 */
final class InvocationBoard {
  private final Monitor monitor;
  private final Deque<PendingInvocation> queued = new ArrayDeque<>();
  private final Deque<HttpConnection> waiting = new ArrayDeque<>();
  private final Map<String, PendingInvocation> inFlight = new HashMap<>();
  private @Nullable Failure down;

  /** An event and the connection whose {@code /next} takes it. */
  record Delivery(PendingInvocation invocation, HttpConnection connection) {}

  /** A moment's numbers. */
  record Counts(int queued, int waiting, int inFlight) {
    @Override
    public String toString() {
      return "events queued: %d, /next waiting: %d, in flight: %d"
          .formatted(queued, waiting, inFlight);
    }
  }

  InvocationBoard(Monitor monitor) {
    this.monitor = monitor;
  }

  /**
   * Queues an event, unless nothing will ever take it: then returns why.
   *
   * @param first runs before any {@code /next} can take the event; must not block
   */
  Optional<Failure> queue(PendingInvocation invocation, Runnable first) {
    return monitor.change(
        () -> {
          if (down == null) {
            queued.addLast(invocation);
            first.run();
          }
          return Optional.ofNullable(down);
        });
  }

  /**
   * Puts an event that could not be delivered back to the head of the queue.
   *
   * @param first as for {@link #queue}; not run if the event was given up meanwhile
   */
  void putBack(PendingInvocation invocation, Runnable first) {
    monitor.run(
        () -> {
          if (inFlight.remove(invocation.requestId()) != null) {
            queued.addFirst(invocation);
            first.run();
          }
        });
  }

  void next(HttpConnection connection) {
    monitor.run(
        () -> {
          waiting.addLast(connection);
          if (down != null && !down.lasting()) {
            down = null;
          }
        });
  }

  void gone(HttpConnection connection) {
    monitor.run(() -> waiting.remove(connection));
  }

  /** Pairs the oldest event with the oldest {@code /next}, if there are both. */
  Optional<Delivery> pair(long nowNanos) {
    return monitor.change(
        () -> {
          if (queued.isEmpty() || waiting.isEmpty()) {
            return Optional.empty();
          }
          PendingInvocation invocation = queued.removeFirst();
          invocation.taken(nowNanos);
          inFlight.put(invocation.requestId(), invocation);
          return Optional.of(new Delivery(invocation, waiting.removeFirst()));
        });
  }

  boolean dropQueued(PendingInvocation invocation) {
    return monitor.change(() -> queued.remove(invocation));
  }

  Optional<PendingInvocation> removeInFlight(String requestId) {
    return monitor.change(() -> Optional.ofNullable(inFlight.remove(requestId)));
  }

  /** Notes that nothing will be answered and hands out everything that was waiting. */
  List<PendingInvocation> goDown(Failure failure) {
    return monitor.change(
        () -> {
          down = failure;
          List<PendingInvocation> all = new ArrayList<>(inFlight.values());
          all.addAll(queued);
          inFlight.clear();
          queued.clear();
          return all;
        });
  }

  void comeUp() {
    monitor.run(() -> down = null);
  }

  /** To be called under the monitor. */
  void throwIfDown(String what) {
    if (down != null) {
      throw down.before(what);
    }
  }

  Counts counts() {
    return monitor.read(() -> new Counts(queued.size(), waiting.size(), inFlight.size()));
  }
}
