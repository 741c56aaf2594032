package dev.hearth.batch;

import dev.hearth.Outcome;
import dev.hearth.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gives the items of a batch that ended their outcomes. Guarded by the scheduler's lock. */
final class Settlement<I, O> {

  private final String name;
  private final ItemQueue<I, O> items;
  private final Suspects<I, O> suspects;
  private final List<Submission<?, ?>> done;

  Settlement(
      String name, ItemQueue<I, O> items, Suspects<I, O> suspects, List<Submission<?, ?>> done) {
    this.name = name;
    this.items = items;
    this.suspects = suspects;
    this.done = done;
  }

  /** Tells whether the batch was answered, so that its time says something. */
  boolean settle(Batch<I, O> batch, Costs costs, long now) {
    Throwable failure = batch.failure();
    if (failure != null) {
      failed(batch, failure, costs, now);
      return false;
    }
    List<O> results = batch.results();
    if (results == null || results.size() != batch.items.size()) {
      failAll(batch.items, wrongCount(name, results, batch.items.size()));
      return false;
    }
    for (int i = 0; i < batch.items.size(); i++) {
      answer(batch.items.get(i), Outcome.success(results.get(i)));
    }
    if (batch.suspects != null) {
      suspects.succeeded(batch.suspects);
    }
    return true;
  }

  private void failed(Batch<I, O> batch, Throwable failure, Costs costs, long now) {
    if (batch.items.size() == 1 || !mayBeAnItems(failure)) {
      failAll(batch.items, failure);
      return;
    }
    boolean quick = Suspects.isQuick(batch.tookNanos(), costs.leastNanos(batch.rows));
    List<Item<I, O>> blamed = new ArrayList<>();
    for (Item<I, O> item : batch.items) {
      if (item.from.isDone()) {
        continue; // Its caller has left.
      }
      if (batch.suspects == null || batch.suspects.items.contains(item)) {
        blamed.add(item);
      } else {
        item.gone = false;
        items.add(item, now);
      }
    }
    if (!blamed.isEmpty()) {
      // One that failed with others that were under no suspicion is run by itself next.
      suspects.failed(blamed, quick && blamed.size() > 1, batch.rows);
    }
  }

  /** A model that is away or time that is up would fail every part in the same way. */
  static boolean mayBeAnItems(Throwable failure) {
    Problem problem = Problem.of(failure);
    return problem == Problem.INVALID_INPUT || problem == Problem.INTERNAL;
  }

  private void failAll(List<Item<I, O>> failing, Throwable failure) {
    for (Item<I, O> item : failing) {
      answer(item, Outcome.failure(failure));
    }
  }

  private void answer(Item<I, O> item, Outcome<O> outcome) {
    if (item.answer(outcome)) {
      item.from.done();
      done.add(item.from);
    }
  }

  /** The function is wrong, whatever the items are. */
  static IllegalStateException wrongCount(String name, @Nullable List<?> results, int expected) {
    return new IllegalStateException(
        "results of function '"
            + name
            + "': "
            + (results == null ? "none" : results.size())
            + " (expected: one for each of "
            + expected
            + " items)");
  }
}
