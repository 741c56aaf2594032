package dev.hearth.batch;

import dev.hearth.Deadline;
import dev.hearth.FakeTicker;
import dev.hearth.Outcome;
import dev.hearth.OverloadedException;
import dev.hearth.function.Call;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A machine in virtual time: batches take as long as a {@link Machine} says, callers come and come
 * back, and nothing else happens in between. The decisions are those of the real classes.
 */
final class Simulation {

  /** What a batch takes. */
  interface Machine {
    long nanos(int rows, int parallel, long now);
  }

  private record Event(long at, long order, Runnable action) {}

  final FakeTicker ticker = new FakeTicker();
  final Map<CloseReason, Integer> reasons = new EnumMap<>(CloseReason.class);
  final Map<Integer, Integer> sizes = new TreeMap<>();
  final List<Long> latencies = new ArrayList<>();
  int answered;
  int refused;
  int late;

  /** Calls that were answered after their deadline. */
  int servedLate;

  private final Dispatcher dispatcher;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
  private long order;
  private final Map<Submission<?, ?>, Runnable> thens = new HashMap<>();
  private final Map<BatchQueue<?, ?>, Machine> machines = new HashMap<>();
  private Consumer<Batch<?, ?>> onBatch = batch -> {};
  private Runnable afterDispatch = () -> {};
  private boolean draining;
  private long lookAgain = Long.MAX_VALUE;
  private final long start = ticker.nanos();

  Simulation(int slots) {
    this.dispatcher = new Dispatcher(slots, ticker);
  }

  BatchQueue<Integer, Integer> batcher(MicroBatcherBuilder<Integer, Integer> builder) {
    return batcher(builder, (items, call) -> items);
  }

  <I, O> BatchQueue<I, O> batcher(MicroBatcherBuilder<I, O> builder, BatchRunner<I, O> runner) {
    BatchQueue<I, O> queue = new BatchQueue<>(ticker, builder.settings(), runner);
    dispatcher.add(queue);
    return queue;
  }

  /** Does something whenever all that is to begin has begun. */
  void afterDispatch(Runnable looks) {
    this.afterDispatch = looks;
  }

  long now() {
    return ticker.nanos() - start;
  }

  void at(long nanos, Runnable action) {
    events.add(new Event(nanos, order++, action));
  }

  void after(long nanos, Runnable action) {
    at(now() + nanos, action);
  }

  /** One call of one item; {@code then} is told whether it was answered. */
  void call(
      BatchQueue<Integer, Integer> queue,
      Machine machine,
      @Nullable Duration deadline,
      String tenant,
      Consumer<Boolean> then) {
    Deadline until = deadline == null ? Deadline.none() : Deadline.after(deadline, ticker);
    Call call = new Call("r" + order, until).forTenant(tenant);
    long begun = now();
    Consumer<Answers<Integer>> ended =
        answers -> {
          boolean good = answers.outcomes().get(0) instanceof Outcome.Success<?>;
          if (good) {
            answered++;
            latencies.add(now() - begun);
          }
          late += !good || until.passed() ? 1 : 0;
          servedLate += good && until.passed() ? 1 : 0;
          then.accept(good);
        };
    if (submit(queue, machine, List.of(answered), call, ended) == null) {
      then.accept(false);
    }
  }

  /** One call of some items, on a machine of its batcher's; null if they are refused. */
  <I, O> @Nullable Submission<I, O> submit(
      BatchQueue<I, O> queue,
      Machine machine,
      List<I> items,
      Call call,
      Consumer<Answers<O>> then) {
    machines.put(queue, machine);
    Submission<I, O> submission = queue.submission(items, call);
    try {
      queue.admit(submission, dispatcher.slots());
    } catch (OverloadedException e) {
      refused++;
      return null;
    }
    thens.put(submission, () -> then.accept(submission.answers()));
    dispatch();
    return submission;
  }

  /** A caller goes away. */
  <I, O> void leave(BatchQueue<I, O> queue, Submission<I, O> submission) {
    if (!submission.isDone()) {
      queue.leave(submission, new OverloadedException("left"));
      finish(submission);
    }
  }

  /** Runs what waits without waiting for more, from now on. */
  void drain() {
    draining = true;
    dispatch();
  }

  /** Tells whether nothing waits or runs, and every call has its answer. */
  boolean isQuiet() {
    return dispatcher.isQuiet() && thens.isEmpty();
  }

  int running() {
    return dispatcher.running();
  }

  /** Has every batch looked at when it begins. */
  void onBatch(Consumer<Batch<?, ?>> looksAt) {
    this.onBatch = looksAt;
  }

  private void dispatch() {
    Batch<?, ?> batch = dispatcher.next(draining);
    while (batch != null) {
      begin(batch);
      batch = dispatcher.next(draining);
    }
    finishAll();
    lookAgainAt(dispatcher.lookAgainAt());
    afterDispatch.run();
  }

  private void begin(Batch<?, ?> batch) {
    reasons.merge(batch.reason, 1, Integer::sum);
    sizes.merge(batch.rows, 1, Integer::sum);
    onBatch.accept(batch);
    long began = ticker.nanos();
    Machine machine = Objects.requireNonNull(machines.get(batch.queue));
    after(
        machine.nanos(batch.rows, batch.parallel, now()),
        () -> {
          batch.run();
          batch.startNanos = began;
          dispatcher.ended(batch);
          finishAll();
          dispatch();
        });
  }

  private void lookAgainAt(long again) {
    if (again != Long.MAX_VALUE && again - start != lookAgain) {
      long moment = again - start;
      lookAgain = moment;
      at(moment, () -> lookNow(moment));
    }
  }

  private void lookNow(long moment) {
    if (lookAgain == moment) {
      lookAgain = Long.MAX_VALUE;
      dispatch();
    }
  }

  private void finishAll() {
    dispatcher.takeDone().forEach(this::finish);
  }

  private void finish(Submission<?, ?> done) {
    Runnable then = thens.remove(done);
    if (then == null) {
      throw new AssertionError("answered twice: " + done);
    }
    then.run();
  }

  void run(Duration duration) {
    long end = now() + duration.toNanos();
    while (!events.isEmpty() && events.peek().at() <= end) {
      Event event = events.poll();
      ticker.advance(Duration.ofNanos(Math.max(0, event.at() - now())));
      event.action().run();
    }
    ticker.advance(Duration.ofNanos(Math.max(0, end - now())));
  }

  double p(double part) {
    List<Long> sorted = latencies.stream().sorted().toList();
    return sorted.get((int) Math.min(sorted.size() - 1.0, sorted.size() * part)) / 1e6;
  }
}
