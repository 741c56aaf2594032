package dev.hearth.batch;

/**
 * How many batches run at once: one that has all processors, or as many as there are slots. Learned
 * from what batches cost alone and beside each other. Confined to its scheduler's lock.
 */
final class Width {

  private static final double BETTER = 1.05;

  private final Sizes sizes;
  private int chosen;
  private int last = 1;

  Width(Sizes sizes) {
    this.sizes = sizes;
  }

  /** Returns how many batches could run at once when it was asked last. */
  int last() {
    return last;
  }

  /** Returns how many batches may run at once. */
  int choose(Situation now) {
    last = chosen(now);
    return last;
  }

  private int chosen(Situation now) {
    int slots = now.slots();
    if (slots == 1 || now.population() < 2) {
      return slots;
    }
    if (chosen == 0) {
      chosen = slots;
    }
    int other = chosen == 1 ? slots : 1;
    if (isWanted(now, chosen)) {
      return chosen;
    }
    if (isWanted(now, other) && couldTry(now, other)) {
      return other;
    }
    double needed = chosen == 1 ? 1 : BETTER; // Where both are alike, nobody waits for a slot.
    if (rate(now, other) > rate(now, chosen) * needed) {
      chosen = other;
    }
    return chosen;
  }

  /** What would be learned of one batch at a time has to be there, or callers would wait for it. */
  private boolean couldTry(Situation now, int parallel) {
    return parallel > 1 || now.queued() >= size(now, parallel);
  }

  private boolean isWanted(Situation now, int parallel) {
    return now.costs().of(parallel).isWanted(size(now, parallel), now.now());
  }

  private double rate(Situation now, int parallel) {
    return parallel * sizes.promise(now.costs().of(parallel), share(now, parallel));
  }

  private int size(Situation now, int parallel) {
    return sizes.best(now.costs().of(parallel), share(now, parallel), Long.MAX_VALUE);
  }

  /** Returns how many rows each batch has when all share what is there. */
  static int share(Situation now, int parallel) {
    int share = (now.population() + parallel - 1) / parallel;
    return Math.max(1, Math.min(now.maxRows(), share));
  }
}
