package dev.hearth.batch;

import dev.hearth.DeadlineExceededException;
import dev.hearth.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes batches of what waits for one batcher. Guarded by the scheduler's lock. */
final class Formation<I, O> {

  /** A run may be so much quicker than it usually is. */
  private static final double LUCKY = 0.8;

  private final BatchQueue<I, O> queue;
  private final ItemQueue<I, O> items;
  private final Shapes<I> shapes;
  private final Suspects<I, O> suspects;

  Formation(
      BatchQueue<I, O> queue, ItemQueue<I, O> items, Shapes<I> shapes, Suspects<I, O> suspects) {
    this.queue = queue;
    this.items = items;
    this.shapes = shapes;
    this.suspects = suspects;
  }

  @Nullable Batch<I, O> pick(Pick pick, Rule rule) {
    if (!suspects.isEmpty() && queue.batches() < pick.slots) {
      return retry();
    }
    Item<I, O> first = firstThatCanMakeIt(pick, items::first);
    if (first == null) {
      return null;
    }
    Batch<I, O> batch = closed(first, pick, rule);
    return batch == null ? ofTheOldest(first.bucket, pick, rule) : batch;
  }

  /** Returns a batch of what has waited longest, or null if it is to wait or has been asked for. */
  private @Nullable Batch<I, O> ofTheOldest(int asked, Pick pick, Rule rule) {
    Item<I, O> oldest = items.oldest();
    while (oldest != null && oldest.bucket != asked) {
      int bucket = oldest.bucket;
      Item<I, O> first = firstThatCanMakeIt(pick, () -> items.first(bucket));
      if (first != null) {
        return closed(first, pick, rule);
      }
      oldest = items.oldest();
    }
    return null;
  }

  /** Returns a batch of what goes with the first of its shape, or null if that is to wait. */
  private @Nullable Batch<I, O> closed(Item<I, O> first, Pick pick, Rule rule) {
    boolean flooded = isFlooded(first.bucket, pick.now);
    int queued = flooded ? ofTenant(first) : items.rows(first.bucket) + joining(first.bucket);
    Verdict verdict = rule.decide(queue.situation(first, queued, flooded, pick));
    if (!verdict.closes()) {
      pick.again(verdict.waitNanos());
      return null;
    }
    List<Item<I, O>> taken = new ArrayList<>();
    int rows = Math.max(verdict.rows(), first.rows);
    if (flooded) {
      fill(taken, rows, left -> items.poll(first.from.tenant(), first.bucket, left));
    } else {
      take(taken, first.bucket, rows);
    }
    return new Batch<>(queue, taken, first.bucket, verdict.reason(), null);
  }

  private boolean isFlooded(int bucket, long now) {
    return items.isFlooded(() -> shapes.usualRows(bucket), () -> shapes.politeRows(bucket), now);
  }

  private @Nullable Item<I, O> firstThatCanMakeIt(Pick pick, Supplier<@Nullable Item<I, O>> next) {
    while (true) {
      Item<I, O> first = next.get();
      if (first == null || first.deadline == Item.NO_DEADLINE) {
        return first;
      }
      double needed = LUCKY * shapes.neededNanos(first, items.rows(first.bucket));
      if (first.deadline - pick.now > needed) {
        return first;
      }
      items.remove(first);
      if (first.answer(Outcome.failure(tooLate(first, pick.now)))) {
        first.from.done();
        pick.done.add(first.from);
      }
    }
  }

  private DeadlineExceededException tooLate(Item<I, O> item, long now) {
    return new DeadlineExceededException(
        "function '"
            + queue.settings().name()
            + "': "
            + Millis.of(Math.max(0, item.deadline - now))
            + " left after "
            + Millis.of(now - item.arrived)
            + " of waiting, a run takes "
            + Millis.of((long) shapes.costs(item.bucket).leastNanos(item.rows))
            + " (expected: time to answer); send less at once, give calls more time or the function"
            + " more processors");
  }

  private int joining(int bucket) {
    int rows = 0;
    for (int shorter = 0; shorter < bucket; shorter++) {
      int waiting = items.rows(shorter);
      if (waiting > 0 && shapes.joins(shorter, waiting, bucket)) {
        rows += waiting;
      }
    }
    return rows;
  }

  private void take(List<Item<I, O>> taken, int bucket, int rows) {
    int left = fill(taken, bucket, rows);
    for (int shorter = bucket - 1; shorter >= 0 && left > 0; shorter--) {
      int waiting = items.rows(shorter);
      if (waiting > 0 && shapes.joins(shorter, waiting, bucket)) {
        left = fill(taken, shorter, left);
      }
    }
  }

  /** Nobody shares a batch with a tenant that floods the function, or its batches are large. */
  private int ofTenant(Item<I, O> first) {
    return Math.max(
        first.rows, Math.min(items.rows(first.bucket), items.rows(first.from.tenant())));
  }

  private int fill(List<Item<I, O>> taken, int bucket, int rows) {
    return fill(taken, rows, left -> items.poll(bucket, left));
  }

  private int fill(List<Item<I, O>> taken, int rows, IntFunction<@Nullable Item<I, O>> source) {
    int left = rows;
    while (left > 0) {
      Item<I, O> item = source.apply(left);
      if (item == null) {
        return left;
      }
      taken.add(item);
      left -= item.rows;
    }
    return left;
  }

  /** Makes a batch of a part of one that failed; beside it go as many items that did not. */
  private @Nullable Batch<I, O> retry() {
    Suspects.Group<I, O> group = suspects.poll();
    if (group == null) {
      return null;
    }
    List<Item<I, O>> taken = new ArrayList<>(group.items);
    int bucket = 0;
    int rows = 0;
    for (Item<I, O> item : taken) {
      bucket = Math.max(bucket, item.bucket);
      rows += item.rows;
    }
    if (group.quick) {
      fill(taken, bucket, Math.min(group.company, queue.settings().maxRows()) - rows);
    }
    return new Batch<>(queue, taken, bucket, CloseReason.RETRY, group);
  }
}
