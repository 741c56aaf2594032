package dev.hearth.batch;

import java.util.List;

/** One look over what waits: when, how many slots there are, and what came of it. */
final class Pick {

  final long now;
  final int slots;
  final boolean draining;

  /** Calls whose last item was shed on the way. */
  final List<Submission<?, ?>> done;

  private long waitNanos = Long.MAX_VALUE;

  Pick(long now, int slots, boolean draining, List<Submission<?, ?>> done) {
    this.now = now;
    this.slots = slots;
    this.draining = draining;
    this.done = done;
  }

  /** Asks to be asked again in so long at the latest. */
  void again(long nanos) {
    waitNanos = Math.min(waitNanos, nanos);
  }

  long waitNanos() {
    return waitNanos;
  }
}
