package dev.hearth.batch;

import dev.hearth.Deadline;
import dev.hearth.Outcome;
import dev.hearth.OverloadedException;
import dev.hearth.function.Call;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Groups items of calls that come at the same time into batches, where that pays, and runs each
 * caller's items at once where it does not. Safe for use by many threads.
 *
 * <pre>{@code
 * MicroBatcher<Ticket, Route> batcher =
 *     MicroBatcher.builder("ticket-router", this::route).maxBatch(16).build();
 * Answers<Route> answers = batcher.run(tickets, call);
 * }</pre>
 *
 * <p>What takes no longer than it takes to queue it, some microseconds, runs at once on its
 * caller's thread, however many callers there are, unless the policy is a fixed one.
 *
 * <p>Items are run in the order of their deadlines. One that can no longer be answered in time is
 * refused, with the figures in the message, before anything is done for it. An item that makes its
 * batch fail is looked for by running parts of the batch again, and fails alone.
 *
 * @param <I> an item
 * @param <O> a result
 */
public final class MicroBatcher<I, O> {

  private final BatchScheduler scheduler;
  private final BatchQueue<I, O> queue;

  MicroBatcher(BatchScheduler scheduler, BatchSettings<I> settings, BatchRunner<I, O> runner) {
    this.scheduler = scheduler;
    this.queue = new BatchQueue<>(scheduler.ticker(), settings, runner);
    scheduler.add(queue);
  }

  /**
   * Begins a batcher.
   *
   * @param name its name, for messages and reports
   * @param runner answers the items of a batch
   * @param <I> an item
   * @param <O> a result
   * @return a builder
   */
  public static <I, O> MicroBatcherBuilder<I, O> builder(String name, BatchRunner<I, O> runner) {
    return new MicroBatcherBuilder<>(name, runner);
  }

  /**
   * Answers a call's items. Blocks until each has its outcome, at most until the call's deadline.
   * The items may be run on this thread, together with others' items. An interrupt takes the items
   * out that do not run yet and stays set.
   *
   * @param items the items
   * @param call the call they came with
   * @return what became of each
   * @throws OverloadedException if there is no room for the items, or no time
   */
  public Answers<O> run(List<I> items, Call call) {
    if (items.isEmpty()) {
      return new Answers<>(List.of(), 0, 0, null);
    }
    int rows = queue.shapes().rows(items);
    if (queue.mayRunDirectly(rows)) {
      if (queue.isBrief(rows)) {
        return direct(items, rows, call, () -> {});
      }
      if (scheduler.tryDirect(queue)) {
        return direct(items, rows, call, () -> scheduler.directEnded(queue));
      }
    }
    Submission<I, O> submission = queue.submission(items, call);
    scheduler.submit(submission, slots -> queue.admit(submission, slots));
    return await(submission);
  }

  private Answers<O> direct(List<I> items, int rows, Call call, Runnable ended) {
    long start = queue.nanos();
    @Nullable List<O> results;
    try {
      results = queue.runner().run(items, call);
      queue.ranDirectly(rows, queue.shapes().bucket(items), queue.nanos() - start);
    } catch (Throwable e) { // Not all that is thrown is declared.
      ended.run();
      return directFailed(items, call, e);
    }
    ended.run();
    if (results == null || results.size() != items.size()) {
      return failed(items, Settlement.wrongCount(queue.settings().name(), results, items.size()));
    }
    if (items.size() == 1) {
      return new Answers<>(List.of(Outcome.success(results.get(0))), 0, rows, null);
    }
    List<Outcome<O>> outcomes = new ArrayList<>(items.size());
    results.forEach(result -> outcomes.add(Outcome.success(result)));
    return new Answers<>(outcomes, 0, rows, null);
  }

  private Answers<O> directFailed(List<I> items, Call call, Throwable failure) {
    if (items.size() == 1 || !Settlement.mayBeAnItems(failure)) {
      return failed(items, failure);
    }
    Submission<I, O> submission = queue.submission(items, call);
    scheduler.submit(submission, slots -> queue.admitFailed(submission));
    return await(submission);
  }

  private Answers<O> failed(List<I> items, Throwable failure) {
    return new Answers<>(
        Collections.nCopies(items.size(), Outcome.failure(failure)), 0, items.size(), null);
  }

  private Answers<O> await(Submission<I, O> submission) {
    while (!submission.isDone()) {
      if (Thread.interrupted()) {
        scheduler.leave(queue, submission, interrupted());
        Thread.currentThread().interrupt();
        break;
      }
      Deadline deadline = submission.call().deadline();
      if (deadline.passed()) {
        scheduler.leave(
            queue,
            submission,
            deadline.exceeded("waiting for function '" + queue.settings().name() + "'"));
      } else {
        scheduler.lookAgain(submission);
        park(submission, deadline);
      }
    }
    return submission.answers();
  }

  private void park(Submission<I, O> submission, Deadline deadline) {
    long nanos = Math.min(deadline.remainingNanos(), scheduler.patienceNanos());
    if (!submission.isDone() && nanos > 0) {
      LockSupport.parkNanos(this, nanos);
    }
  }

  private OverloadedException interrupted() {
    return new OverloadedException(
        "function '"
            + queue.settings().name()
            + "': the waiting thread was interrupted (expected: to wait for its turn); call again");
  }
}
