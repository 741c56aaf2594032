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

  private final Dispatcher dispatcher;
  private final PriorityQueue<Event> events =
      new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
  private long order;
  private long lookAgain = Long.MAX_VALUE;
  private final long start = ticker.nanos();

  Simulation(int slots) {
    this.dispatcher = new Dispatcher(slots, ticker);
  }

  BatchQueue<Integer, Integer> batcher(MicroBatcherBuilder<Integer, Integer> builder) {
    BatchQueue<Integer, Integer> queue =
        new BatchQueue<>(ticker, builder.settings(), (items, call) -> items);
    dispatcher.add(queue);
    return queue;
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
    Submission<Integer, Integer> submission = queue.submission(List.of(answered), call);
    long begun = now();
    try {
      queue.admit(submission, dispatcher.slots());
    } catch (OverloadedException e) {
      refused++;
      then.accept(false);
      return;
    }
    thens.put(
        submission,
        good -> {
          if (good) {
            answered++;
            latencies.add(now() - begun);
            late += until.passed() ? 1 : 0;
          } else {
            late++;
          }
          then.accept(good);
        });
    dispatch(machine);
  }

  private final Map<Submission<?, ?>, Consumer<Boolean>> thens = new HashMap<>();

  private void dispatch(Machine machine) {
    Batch<?, ?> batch = dispatcher.next(false);
    while (batch != null) {
      Batch<?, ?> one = batch;
      reasons.merge(one.reason, 1, Integer::sum);
      sizes.merge(one.rows, 1, Integer::sum);
      long began = ticker.nanos();
      long took = machine.nanos(one.rows, one.parallel, now());
      after(
          took,
          () -> {
            one.run();
            one.startNanos = began;
            dispatcher.ended(one);
            finish();
            dispatch(machine);
          });
      batch = dispatcher.next(false);
    }
    finish();
    long again = dispatcher.lookAgainAt();
    if (again != Long.MAX_VALUE && again - start != lookAgain) {
      long moment = again - start;
      lookAgain = moment;
      at(
          moment,
          () -> {
            if (lookAgain == moment) {
              lookAgain = Long.MAX_VALUE;
              dispatch(machine);
            }
          });
    }
  }

  private void finish() {
    for (Submission<?, ?> done : dispatcher.takeDone()) {
      Consumer<Boolean> then = thens.remove(done);
      if (then != null) {
        then.accept(done.answers().outcomes().get(0) instanceof Outcome.Success<?>);
      }
    }
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
