package dev.hearth.examples.batchscoring.queue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Decides which calls are struck, and when. Safe for use by many threads. */
final class Strikes {

  /** Strikes come while most of the messages are still there. */
  private static final double IN_THE_FIRST = 0.8;

  /** A moment after the answer may be hit too: messages scored but not deleted yet. */
  private static final double LATEST = 1.3;

  private static final Duration FIRST_GUESS = Duration.ofMillis(100);

  private final Random random;
  private final Deque<Integer> due = new ArrayDeque<>();
  private final int strikeable;
  private int calls;
  private double typicalNanos = FIRST_GUESS.toNanos();

  Strikes(Plan plan) {
    random = new Random(~plan.seed());
    strikeable = plan.strikeable();
    int bound = (int) (IN_THE_FIRST * plan.messages() / LocalQueue.BATCH);
    random.ints(plan.kills(), 1, bound).sorted().forEach(due::add);
  }

  /**
   * Says whether a call is struck.
   *
   * @param goodDeliveries how often each of its good messages was delivered, this time included
   * @return how long after the call begins its process is killed
   */
  synchronized Optional<Duration> on(List<Integer> goodDeliveries) {
    calls++;
    boolean spared = goodDeliveries.stream().anyMatch(times -> times > strikeable);
    if (due.isEmpty() || due.peek() > calls || spared) {
      return Optional.empty();
    }
    due.remove();
    return Optional.of(Duration.ofNanos((long) (random.nextDouble() * LATEST * typicalNanos)));
  }

  /** Takes note of how long a call took that was not struck. */
  synchronized void took(Duration time) {
    typicalNanos += (time.toNanos() - typicalNanos) / 8;
  }

  synchronized boolean allDone() {
    return due.isEmpty();
  }
}
