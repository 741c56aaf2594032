package dev.hearth.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hearth.Deadline;
import dev.hearth.DeadlineExceededException;
import dev.hearth.InvalidInputException;
import dev.hearth.Outcome;
import dev.hearth.OverloadedException;
import dev.hearth.function.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Plays arrivals in virtual time and keeps account of what becomes of each item. */
final class Schedule {

  private static final long MILLI = 1_000_000;

  /**
   * A call.
   *
   * @param afterMillis how long after the one before it comes
   * @param items its items; their ids are given when it comes
   * @param deadlineMillis when it has to be answered, -1 without a deadline
   * @param leavesAfterMillis when its caller goes away, -1 if it stays
   * @param tenant whose it is
   */
  record Arrival(
      int afterMillis, List<Work> items, int deadlineMillis, int leavesAfterMillis, String tenant) {

    boolean isPatient() {
      return deadlineMillis < 0 && leavesAfterMillis < 0;
    }
  }

  private record Played(Arrival arrival, List<Work> items, Answers<Integer> answers) {}

  private final Simulation simulation;
  private final int slots;
  private final BatchQueue<Work, Integer> queue;
  private final List<Played> played = new ArrayList<>();
  private final List<Submission<Work, Integer>> admitted = new ArrayList<>();
  private final Set<Integer> answered = new HashSet<>();
  private final List<Integer> repeated = new ArrayList<>();
  private int nextId;
  private int largestShared;
  private boolean drained;

  Schedule(int slots, MicroBatcherBuilder<Work, Integer> builder) {
    this.slots = slots;
    this.simulation = new Simulation(slots);
    this.queue = simulation.batcher(builder, this::run);
    simulation.onBatch(this::begins);
  }

  void afterDispatch(Runnable looks) {
    simulation.afterDispatch(looks);
  }

  void drainAt(long millis) {
    simulation.at(
        millis * MILLI,
        () -> {
          drained = true;
          simulation.drain();
        });
  }

  /** Tells whether items wait for no batch that runs, though they are to wait for nothing else. */
  boolean waitsThoughDrained() {
    return drained && simulation.running() == 0 && waiting().findAny().isPresent();
  }

  /** Plays arrivals until nothing more happens. */
  void play(List<Arrival> arrivals) {
    long at = 0;
    for (Arrival arrival : arrivals) {
      at += arrival.afterMillis * MILLI;
      simulation.at(at, () -> arrive(arrival));
    }
    simulation.run(Duration.ofMinutes(1));
  }

  /** Returns how long an item has waited at most that another batch could begin with now. */
  long longestWaitWhileFree() {
    return simulation.running() >= slots
        ? 0
        : waiting().mapToLong(item -> simulation.ticker.nanos() - item.arrived).max().orElse(0);
  }

  private Stream<Item<Work, Integer>> waiting() {
    admitted.removeIf(Submission::isDone);
    return admitted.stream()
        .flatMap(submission -> submission.items().stream())
        .filter(item -> !item.gone);
  }

  void assertNoBatchHasMoreRowsThan(int most) {
    assertThat(largestShared).isLessThanOrEqualTo(most);
  }

  void assertEachAnsweredRightly() {
    assertThat(simulation.isQuiet()).isTrue();
    assertThat(repeated).as("items run again after they were answered").isEmpty();
    played.forEach(Schedule::check);
  }

  private static void check(Played call) {
    assertThat(call.answers.outcomes()).hasSize(call.items.size());
    for (int i = 0; i < call.items.size(); i++) {
      check(call.items.get(i), call.answers.outcomes().get(i), call.arrival.isPatient());
    }
  }

  private static void check(Work item, Outcome<Integer> outcome, boolean patient) {
    if (outcome instanceof Outcome.Success<Integer> success) {
      assertThat(item.poisoned()).isFalse();
      assertThat(success.value()).isEqualTo(item.id());
      return;
    }
    Throwable cause = ((Outcome.Failure<Integer>) outcome).cause();
    if (item.poisoned() && cause instanceof InvalidInputException) {
      assertThat(cause).hasMessage("poisoned: " + item.id());
    } else {
      assertThat(patient).as("%s fails though it waits", item).isFalse();
      assertThat(cause).isInstanceOfAny(DeadlineExceededException.class, OverloadedException.class);
    }
  }

  private void arrive(Arrival arrival) {
    List<Work> items = arrival.items.stream().map(this::numbered).toList();
    Deadline deadline =
        arrival.deadlineMillis < 0
            ? Deadline.none()
            : Deadline.after(Duration.ofMillis(arrival.deadlineMillis), simulation.ticker);
    Submission<Work, Integer> submission =
        simulation.submit(
            queue,
            (rows, parallel, now) -> (2 + rows) * MILLI,
            items,
            new Call("r", deadline).forTenant(arrival.tenant),
            answers -> played.add(new Played(arrival, items, answers)));
    if (submission != null) {
      admitted.add(submission);
      leaveAfter(arrival.leavesAfterMillis, submission);
      leaveAfter(arrival.deadlineMillis, submission);
    }
  }

  private void leaveAfter(int millis, Submission<Work, Integer> submission) {
    if (millis >= 0) {
      simulation.after(millis * MILLI, () -> simulation.leave(queue, submission));
    }
  }

  private Work numbered(Work item) {
    return new Work(nextId++, item.rows(), item.length(), item.poisoned());
  }

  private void begins(Batch<?, ?> batch) {
    assertThat(batch.items).isNotEmpty();
    if (batch.items.size() > 1) {
      largestShared = Math.max(largestShared, batch.rows);
    }
  }

  private List<Integer> run(List<Work> items, Call call) {
    List<Integer> results = Work.run(items, call);
    results.stream().filter(id -> !answered.add(id)).forEach(repeated::add);
    return results;
  }
}
