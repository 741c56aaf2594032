package dev.hearth.batch;

import java.time.Duration;

/**
 * Whether one batch runs at a time, with all processors, or one for each slot, by what batches cost
 * alone and beside each other. Now and then some run the other way, so that it stays known what
 * they cost. Confined to its scheduler's lock.
 */
final class Width {

  /** Where one at a time is hardly better, nobody should have to wait for a slot. */
  private static final double BETTER = 1.05;

  private static final int RUNS = 3;

  /** How long it takes at most to make so many runs. */
  private static final long LONGEST_CHECK = Duration.ofMillis(200).toNanos();

  /** How soon the other way is checked again, at first and at most. */
  private static final long FIRST = Duration.ofMillis(500).toNanos();

  private static final long LONGEST = Duration.ofSeconds(30).toNanos();

  private final Sizes sizes;
  private boolean narrow;
  private boolean checking;
  private int runsBefore;
  private long since = Long.MIN_VALUE;
  private long pause = FIRST;

  Width(Sizes sizes) {
    this.sizes = sizes;
  }

  /** Returns how many batches may run at once, without a check. */
  int decided(Situation now) {
    checking = false;
    since = now.now();
    decide(now);
    return narrow ? 1 : now.slots();
  }

  /** Returns how many batches may run at once. */
  int choose(Situation now) {
    if (checking && isChecked(now)) {
      checking = false;
      since = now.now();
      pause = Math.min(LONGEST, 2 * pause);
    } else if (!checking && isTime(now)) {
      checking = true;
      runsBefore = curve(now, !narrow).runs();
      since = now.now();
    }
    if (!checking) {
      decide(now);
    }
    return narrow == checking ? now.slots() : 1;
  }

  private boolean isTime(Situation now) {
    if (since == Long.MIN_VALUE) {
      since = now.now();
    }
    return now.now() - since >= pause && !curve(now, narrow).isEmpty();
  }

  private boolean isChecked(Situation now) {
    return curve(now, !narrow).runs() >= runsBefore + RUNS || now.now() - since >= LONGEST_CHECK;
  }

  private void decide(Situation now) {
    double one = sizes.promise(now.costs().of(1), share(now, 1));
    double more = now.slots() * sizes.promise(curve(now, false), share(now, now.slots()));
    boolean before = narrow;
    narrow = more > 0 && one > more * (narrow ? 1 : BETTER);
    if (narrow != before) {
      pause = FIRST;
    }
  }

  private static CostCurve curve(Situation now, boolean narrow) {
    return now.costs().of(narrow ? 1 : now.slots());
  }

  /** Returns how many rows each batch has when all share what is there. */
  static int share(Situation now, int parallel) {
    int share = (now.population() + parallel - 1) / parallel;
    return Math.max(1, Math.min(now.maxRows(), share));
  }
}
