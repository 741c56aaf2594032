package dev.hearth.batch;

import dev.hearth.Deadline;
import dev.hearth.function.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Items that are run together. Made and ended under the scheduler's lock, run without it. */
final class Batch<I, O> {

  final BatchQueue<I, O> queue;
  final List<Item<I, O>> items;
  final int bucket;
  final CloseReason reason;
  final Suspects.@Nullable Group<I, O> suspects;
  final int rows;
  private @Nullable List<O> results;
  private @Nullable Throwable failure;

  long startNanos;
  long endNanos;
  long oldestNanos;
  int parallel;
  int left;
  long besideOthersNanos;

  Batch(
      BatchQueue<I, O> queue,
      List<Item<I, O>> items,
      int bucket,
      CloseReason reason,
      Suspects.@Nullable Group<I, O> suspects) {
    this.queue = queue;
    this.items = List.copyOf(items);
    this.bucket = bucket;
    this.reason = reason;
    this.suspects = suspects;
    int sum = 0;
    for (Item<I, O> item : items) {
      sum += item.rows;
    }
    this.rows = sum;
  }

  /** Tells whether an item's time was up before it was answered. */
  boolean isLate(long now) {
    for (Item<I, O> item : items) {
      if (item.deadline < now) {
        return true;
      }
    }
    return false;
  }

  boolean holds(Submission<?, ?> submission) {
    for (Item<I, O> item : items) {
      if (item.from == submission) {
        return true;
      }
    }
    return false;
  }

  /** Runs the user's code; keeps what it returns or throws. */
  void run() {
    startNanos = queue.nanos();
    try {
      results = queue.runner().run(values(), call());
    } catch (Throwable e) {
      failure = e; // Thrown again in the threads that wait, Errors too; here nobody would see it.
    } finally {
      endNanos = queue.nanos();
    }
  }

  private List<I> values() {
    if (items.size() == 1) {
      return List.of(items.get(0).value);
    }
    return items.stream().map(item -> item.value).toList();
  }

  @Nullable List<O> results() {
    return results;
  }

  @Nullable Throwable failure() {
    return failure;
  }

  long tookNanos() {
    return endNanos - startNanos;
  }

  private int calls() {
    return submissions().size();
  }

  BatchReport report() {
    return new BatchReport(
        queue.settings().name(),
        reason,
        items.size(),
        rows,
        calls(),
        parallel,
        left,
        Duration.ofNanos(oldestNanos),
        Duration.ofNanos(tookNanos()),
        failure != null);
  }

  private Set<Submission<I, O>> submissions() {
    Set<Submission<I, O>> all = new LinkedHashSet<>();
    items.forEach(item -> all.add(item.from));
    return all;
  }

  /** Returns the call the items came with, or one that stands for all of theirs. */
  private Call call() {
    if (items.size() == 1) {
      return items.get(0).from.call();
    }
    List<Submission<I, O>> all = new ArrayList<>(submissions());
    Call first = all.get(0).call();
    if (all.size() == 1) {
      return first;
    }
    Deadline latest = first.deadline();
    for (Submission<I, O> each : all) {
      Deadline deadline = each.call().deadline();
      latest = deadline.remainingNanos() > latest.remainingNanos() ? deadline : latest;
    }
    return new Call(
        first.requestId() + " and " + (all.size() - 1) + " more", latest, Optional.empty());
  }
}
