package dev.hearth.batch;

import dev.hearth.Ticker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides which batch of which batcher begins next. Knows no threads; guarded by the scheduler's
 * lock.
 *
 * <p>Batchers take turns by the time their batches took, by their weights: the one that has been
 * served least goes first (start-time fair queueing, Goyal, Vin, Cheng 1996).
 */
final class Dispatcher {

  private final int slots;
  private final Ticker ticker;
  private final List<BatchQueue<?, ?>> queues = new ArrayList<>();
  private final BesideTime beside = new BesideTime();
  private List<Submission<?, ?>> done = new ArrayList<>();
  private long lookAgainAt = Long.MAX_VALUE;
  private int running;

  /** How much the batcher had been served that went last, by its weight. */
  private double served;

  Dispatcher(int slots, Ticker ticker) {
    this.slots = slots;
    this.ticker = ticker;
  }

  void add(BatchQueue<?, ?> queue) {
    queue.servedAtLeast(served); // It is not owed what others got before it was there.
    queues.add(queue);
  }

  int slots() {
    return slots;
  }

  int running() {
    return running;
  }

  /** Begins the next batch and returns it, or null and says when to look again. */
  @Nullable Batch<?, ?> next(boolean draining) {
    lookAgainAt = Long.MAX_VALUE;
    if (running >= slots) {
      return null;
    }
    long now = ticker.nanos();
    Pick pick = new Pick(now, slots, draining, done);
    Batch<?, ?> batch = pick(pick);
    if (batch != null) {
      begins(batch, now);
    } else if (pick.waitNanos() != Long.MAX_VALUE) {
      lookAgainAt = now + pick.waitNanos();
    }
    return batch;
  }

  /** Returns when to look again if nothing happens until then; {@link Long#MAX_VALUE} for never. */
  long lookAgainAt() {
    return lookAgainAt;
  }

  /** Gives the items of a batch that has been run their outcomes. */
  <I, O> void ended(Batch<I, O> batch) {
    batch.besideOthersNanos = beside.nanos(ticker.nanos()) - batch.besideOthersNanos;
    runs(-1);
    batch.queue.ended(batch, done);
  }

  /** Counts a run on a caller's thread that somebody has come upon. */
  void adopt(BatchQueue<?, ?> direct) {
    runs(1);
    direct.adopt();
  }

  void adoptedEnded(BatchQueue<?, ?> direct) {
    runs(-1);
    direct.adoptedEnded();
  }

  /** Tells whether nothing runs or waits. */
  boolean isQuiet() {
    return running == 0 && isEmpty();
  }

  /** Tells whether nobody is here and nobody is expected. */
  boolean isCalm() {
    long now = ticker.nanos();
    for (BatchQueue<?, ?> queue : queues) {
      if (!queue.isCalm(now)) {
        return false;
      }
    }
    return running == 0;
  }

  /** Returns the calls that have got their last outcome since it was asked last. */
  List<Submission<?, ?>> takeDone() {
    if (done.isEmpty()) {
      return List.of();
    }
    List<Submission<?, ?>> taken = done;
    done = new ArrayList<>();
    return taken;
  }

  private boolean isEmpty() {
    for (BatchQueue<?, ?> queue : queues) {
      if (!queue.isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Batch<?, ?> pick(Pick pick) {
    if (queues.size() == 1) {
      BatchQueue<?, ?> only = queues.get(0);
      served = only.served();
      return only.isEmpty() ? null : only.pick(pick);
    }
    List<BatchQueue<?, ?>> waiting = new ArrayList<>(queues);
    waiting.removeIf(BatchQueue::isEmpty);
    waiting.sort(Comparator.comparingDouble(BatchQueue::served));
    for (BatchQueue<?, ?> queue : waiting) {
      Batch<?, ?> batch = queue.pick(pick);
      if (batch != null) {
        served = Math.max(served, queue.served());
        levelServed();
        return batch;
      }
    }
    return null;
  }

  /** Who did not ask for a while is not owed what others got meanwhile. */
  private void levelServed() {
    for (BatchQueue<?, ?> queue : queues) {
      if (queue.isEmpty() && queue.batches() == 0) {
        queue.servedAtLeast(served);
      }
    }
  }

  private <I, O> void begins(Batch<I, O> batch, long now) {
    runs(1);
    batch.parallel = running;
    batch.besideOthersNanos = beside.nanos(now);
    batch.queue.begins(batch, now);
  }

  private void runs(int more) {
    running += more;
    beside.changed(running, ticker.nanos());
  }
}
