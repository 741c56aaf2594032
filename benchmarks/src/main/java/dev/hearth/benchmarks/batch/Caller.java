package dev.hearth.benchmarks.batch;

import dev.hearth.Deadline;
import dev.hearth.DeadlineExceededException;
import dev.hearth.OverloadedException;
import dev.hearth.Ticker;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Makes calls and tells what became of them. Safe for use by many threads.
 *
 * @param batching what is called
 * @param items what it is called with
 * @param references the right answers
 * @param objective how long a caller waits from when its call was due
 * @param surprises told of failures that nobody meant
 */
record Caller(
    Batching batching,
    Items items,
    References references,
    Duration objective,
    Consumer<RuntimeException> surprises) {

  /**
   * Makes one call; blocks.
   *
   * @param beginNanos the ticker's time at the beginning of the load
   * @param dueNanos when the call was due, from then on
   */
  Sample call(long beginNanos, long dueNanos, String tenant) {
    Ticker ticker = Ticker.system();
    Duration late = Duration.ofNanos(ticker.nanos() - beginNanos - dueNanos);
    Deadline deadline = Deadline.after(objective.minus(late), ticker);
    Fate fate = fate(items.next(), deadline, tenant);
    return new Sample(dueNanos, ticker.nanos() - beginNanos, fate, tenant);
  }

  private Fate fate(Input item, Deadline deadline, String tenant) {
    try {
      float[] answer = batching.call(item, deadline, tenant);
      if (item.poisoned() || !references.isRight(item, answer)) {
        return Fate.WRONG;
      }
      return deadline.passed() ? Fate.LATE : Fate.ANSWERED;
    } catch (DeadlineExceededException e) {
      return Fate.LATE;
    } catch (OverloadedException e) {
      return Fate.REFUSED;
    } catch (RuntimeException e) {
      if (item.poisoned()) {
        return Fate.POISONED;
      }
      surprises.accept(e);
      return Fate.FAILED;
    }
  }
}
