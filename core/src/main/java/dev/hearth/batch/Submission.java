package dev.hearth.batch;

import dev.hearth.Outcome;
import dev.hearth.function.Call;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The items of one call while its thread waits for them. Guarded by the scheduler's lock, but for
 * {@link #isDone} and what is read after it.
 */
final class Submission<I, O> {

  private final Call call;
  private final String tenant;
  private final double weight;
  private final Thread waiter = Thread.currentThread();
  private final @Nullable Outcome<O>[] outcomes;
  private final List<Item<I, O>> items;
  private int open;
  private long waitedNanos;
  private int largestBatch;
  private @Nullable CloseReason reason;
  private volatile boolean done;

  Submission(Call call, double weight, int count) {
    this.call = call;
    this.tenant = call.tenant().orElse("");
    this.weight = weight;
    this.outcomes = noOutcomes(count);
    this.items = new ArrayList<>(count);
    this.open = count;
  }

  void add(Item<I, O> item) {
    items.add(item);
  }

  List<Item<I, O>> items() {
    return items;
  }

  Call call() {
    return call;
  }

  String tenant() {
    return tenant;
  }

  /** Returns the tenant's share against other tenants. */
  double weight() {
    return weight;
  }

  int rows() {
    int rows = 0;
    for (Item<I, O> item : items) {
      rows += item.rows;
    }
    return rows;
  }

  Thread waiter() {
    return waiter;
  }

  boolean isDone() {
    return done;
  }

  /** Notes that items of it go into a batch. */
  void starts(int rows, CloseReason why, long waited) {
    largestBatch = Math.max(largestBatch, rows);
    waitedNanos = Math.max(waitedNanos, waited);
    reason = why;
  }

  /** Answers an item, once; tells whether it was the last one. */
  boolean answer(int index, Outcome<O> outcome) {
    if (outcomes[index] != null) {
      return false;
    }
    outcomes[index] = outcome;
    open--;
    return open == 0;
  }

  /** Lets the waiting thread see the outcomes. */
  void done() {
    done = true;
  }

  Answers<O> answers() {
    List<Outcome<O>> all = new ArrayList<>(outcomes.length);
    for (@Nullable Outcome<O> outcome : outcomes) {
      if (outcome == null) {
        throw new IllegalStateException("an item without an outcome (expected: all answered)");
      }
      all.add(outcome);
    }
    return new Answers<>(all, waitedNanos, largestBatch, reason);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no arrays of generic types.
  private static <O> @Nullable Outcome<O>[] noOutcomes(int count) {
    return (@Nullable Outcome<O>[]) new Outcome[count];
  }

  @Override
  public String toString() {
    return call.requestId() + ": " + open + " of " + Arrays.toString(outcomes);
  }
}
