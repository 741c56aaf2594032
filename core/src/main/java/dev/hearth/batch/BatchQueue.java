package dev.hearth.batch;

import dev.hearth.Outcome;
import dev.hearth.OverloadedException;
import dev.hearth.Ticker;
import dev.hearth.function.Call;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * One batcher as its scheduler sees it: what waits, what runs, what was learned. Guarded by the
 * scheduler's lock but for what is about runs on callers' threads.
 */
final class BatchQueue<I, O> {

  private static final int MOST_LONG_RUNS = 3;

  private final Ticker ticker;
  private final BatchSettings<I> settings;
  private final BatchRunner<I, O> runner;
  private final Rule rule;
  private final Traffic traffic = new Traffic();
  private final Service service = new Service();
  private final Shapes<I> shapes;
  private final ItemQueue<I, O> items;
  private final Suspects<I, O> suspects = new Suspects<>();
  private final Formation<I, O> formation;
  private final Admission<I, O> admission;
  private final Intake<I, O> intake;

  /** The last run on a caller's thread that nobody has learned from yet, see {@link DirectRun}. */
  private final AtomicLong lastDirect = new AtomicLong();

  /** How many runs in a row were longer than queueing takes. */
  private final AtomicInteger longRuns = new AtomicInteger();

  private volatile int directRows;
  private volatile int briefRows;
  private int batches;
  private int runningRows;
  private double served;

  BatchQueue(Ticker ticker, BatchSettings<I> settings, BatchRunner<I, O> runner) {
    this.ticker = ticker;
    this.settings = settings;
    this.runner = runner;
    this.rule = Rule.of(settings.policy(), settings.sizes());
    this.shapes = new Shapes<>(settings);
    this.items = new ItemQueue<>();
    this.formation = new Formation<>(this, items, shapes, suspects);
    this.admission = new Admission<>(settings, items, shapes, service);
    this.intake = new Intake<>(settings, shapes);
    this.directRows = rule.freeRows(settings.maxRows(), shapes.costs(0).of(1));
  }

  BatchSettings<I> settings() {
    return settings;
  }

  BatchRunner<I, O> runner() {
    return runner;
  }

  Shapes<I> shapes() {
    return shapes;
  }

  long nanos() {
    return ticker.nanos();
  }

  /** Tells whether a caller may run so many rows on its own thread while nobody else is here. */
  boolean mayRunDirectly(int rows) {
    return rows <= directRows && settings.sizes().allows(rows);
  }

  /** Tells whether so many rows take no longer than it takes to queue them. */
  boolean isBrief(int rows) {
    return rows <= briefRows;
  }

  /** Notes a run on a caller's thread; the next to hold the lock learns from it. */
  void ranDirectly(int rows, int bucket, long tookNanos) {
    lastDirect.lazySet(DirectRun.pack(rows, bucket, tookNanos));
    if (briefRows > 0) {
      checkBrief(tookNanos);
    }
  }

  /**
   * One long run may be the system's doing; after several, runs are queued until they are short.
   */
  private void checkBrief(long tookNanos) {
    if (tookNanos <= AdaptiveRule.TURN_NANOS) {
      if (longRuns.get() > 0) {
        longRuns.set(0);
      }
    } else if (longRuns.incrementAndGet() >= MOST_LONG_RUNS) {
      briefRows = 0;
    }
  }

  /** Counts a run on a caller's thread that somebody else came upon. */
  void adopt() {
    batches++;
    runningRows++;
    traffic.arrived(1, outstanding(), false, nanos());
  }

  void adoptedEnded() {
    traffic.ended(outstanding(), nanos());
    batches--;
    runningRows--;
  }

  double served() {
    return served;
  }

  /** Lets a batcher that comes back begin where the others are. */
  void servedAtLeast(double others) {
    served = Math.max(served, others);
  }

  boolean isEmpty() {
    return items.items() == 0 && suspects.isEmpty();
  }

  /** Tells whether there is nothing to remember that the next caller would have to know. */
  boolean isCalm(long now) {
    return isEmpty() && batches == 0 && traffic.isCalm(now);
  }

  /** Makes items of a call's values; needs no lock. */
  Submission<I, O> submission(List<I> values, Call call) {
    return intake.submission(values, call, nanos());
  }

  /**
   * Takes a call's items in.
   *
   * @throws OverloadedException if there is no room, or no time for them
   */
  void admit(Submission<I, O> submission, int slots) {
    long now = nanos();
    learnFromDirect(now);
    checkAdmission(submission, slots, now);
    for (Item<I, O> item : submission.items()) {
      items.add(item, now);
    }
    traffic.arrived(submission.rows(), outstanding(), rule.isFree(batches), now);
  }

  private void checkAdmission(Submission<I, O> submission, int slots, long now) {
    try {
      admission.check(
          submission, new Admission.Load(runningRows, slots, rule.parallel(slots)), now);
    } catch (OverloadedException e) {
      traffic.turnedAway(now);
      throw e;
    }
  }

  /** Takes items in that have failed together on their caller's thread. */
  void admitFailed(Submission<I, O> submission) {
    submission.items().forEach(item -> item.gone = true); // Never were among those that wait.
    suspects.failed(submission.items(), false, submission.rows());
    traffic.arrived(submission.rows(), outstanding(), false, nanos());
  }

  /** Returns the batch to run now, or null and tells the pick how long to wait. */
  @Nullable Batch<I, O> pick(Pick pick) {
    learnFromDirect(pick.now);
    return formation.pick(pick, rule);
  }

  Situation situation(Item<I, O> first, int queued, boolean flooded, Pick pick) {
    return new Situation(
        first.bucket,
        pick.now,
        queued,
        items.rows() + suspects.rows(),
        runningRows,
        batches,
        flooded ? 1 : pick.slots,
        flooded ? shapes.politeRows(first.bucket) : settings.maxRows(),
        flooded,
        first.deadline == Item.NO_DEADLINE ? Long.MAX_VALUE : first.deadline - pick.now,
        pick.now - items.oldestArrival(first.bucket, first.arrived),
        pick.draining,
        shapes.costs(first.bucket),
        traffic);
  }

  int batches() {
    return batches;
  }

  void begins(Batch<I, O> batch, long now) {
    rule.advance(batches, now);
    batches++;
    runningRows += batch.rows;
    for (Item<I, O> item : batch.items) {
      item.from.starts(batch.rows, batch.reason, now - item.arrived);
      batch.oldestNanos = Math.max(batch.oldestNanos, now - item.arrived);
    }
    batch.left = items.items();
  }

  /** Learns from a batch that ended, and answers its items; finished calls go to {@code done}. */
  void ended(Batch<I, O> batch, List<Submission<?, ?>> done) {
    long now = nanos();
    traffic.ended(outstanding(), now);
    service.ended(batch.rows, items.rows() >= batch.rows, now);
    if (batch.isLate(now)) {
      service.late();
    } else {
      service.inTime();
    }
    rule.advance(batches, now);
    batches--;
    runningRows -= batch.rows;
    served += batch.tookNanos() / settings.weight();
    rule.ended(
        new Rule.Ended(batch.rows, batch.tookNanos(), batch.oldestNanos + batch.tookNanos(), now));
    Settlement<I, O> settlement = new Settlement<>(settings.name(), items, suspects, done);
    if (settlement.settle(batch, shapes.costs(batch.bucket), now)) {
      shapes.learn(batch, now);
      directRows = rule.freeRows(settings.maxRows(), shapes.costs(0).of(1));
      briefRows = rule.briefRows(settings.maxRows(), shapes.costs(0).of(1));
    }
  }

  /** Takes a call's items out and fails those that have no outcome yet. */
  void leave(Submission<I, O> submission, Throwable failure) {
    for (Item<I, O> item : submission.items()) {
      items.remove(item);
      suspects.remove(item);
      item.answer(Outcome.failure(failure));
    }
    submission.done();
  }

  /** Tells of a batch that has ended; without the lock. */
  void report(Batch<I, O> batch) {
    try {
      settings.listener().ended(batch.report());
    } catch (RuntimeException | Error e) {
      LoggerFactory.getLogger(BatchQueue.class)
          .warn("report of a batch of function '{}' is lost", settings.name(), e);
    }
  }

  private int outstanding() {
    return items.rows() + suspects.rows() + runningRows;
  }

  private void learnFromDirect(long now) {
    if (lastDirect.get() != 0) {
      DirectRun run = DirectRun.unpack(lastDirect.getAndSet(0));
      shapes.costs(run.bucket()).of(1).add(run.rows(), run.nanos(), now);
    }
  }
}
