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

  /**
   * Several at once have to answer so many times as many rows where it matters how soon each of
   * them is answered: of two batches that run one after the other with all processors, the first
   * ends in half the time in which both end beside each other.
   */
  private static final double SOONER = 1.35;

  /** The same where so much comes that items wait for each other anyway. */
  private static final double SOONER_IF_BUSY = 1.08;

  /**
   * The same where items are late already: what one at a time answers is less than was thought, as
   * it is while a host gives both processors less time.
   */
  private static final double SOONER_IF_BEHIND = 0.95;

  /** For so long it is not tried again whether one at a time is enough. */
  private static final long BEHIND_FOR = Duration.ofSeconds(1).toNanos();

  /** What part comes of what one batch at a time can answer where it is busy, or is no longer. */
  private static final double BUSY = 0.85;

  private static final double NO_LONGER_BUSY = 0.75;

  private static final double NANOS_PER_SECOND = 1e9;

  private static final int RUNS = 3;

  /** How long it takes at most to make so many runs. */
  private static final long LONGEST_CHECK = Duration.ofMillis(100).toNanos();

  /** How soon the other way is checked again, at first and at most. */
  private static final long FIRST = Duration.ofMillis(500).toNanos();

  private static final long LONGEST = Duration.ofSeconds(30).toNanos();

  /**
   * How soon it is checked whether one at a time is right again: in a slow moment of the host it
   * seems not to be, and costs of that moment weigh little once they are so old.
   */
  private static final long BACK = SizeClass.OLD;

  /** A pause in the calls that is so long does not count: a load that begins needs no check. */
  private static final long IDLE = Duration.ofMillis(300).toNanos();

  private final Sizes sizes;
  private boolean narrow;
  private boolean busy;
  private boolean checking;
  private int runsBefore;
  private long since = Long.MIN_VALUE;
  private long lastNow = Long.MIN_VALUE;
  private long lastBehind = Long.MIN_VALUE;
  private long pause = FIRST;

  Width(Sizes sizes) {
    this.sizes = sizes;
  }

  /** Returns how many batches may run at once, without a check. */
  int decided(Situation now) {
    checking = false;
    since = now.now();
    lastNow = now.now();
    narrow = more(now) > 0 && one(now) > more(now) * (narrow ? 1 : BETTER);
    return narrow ? 1 : now.slots();
  }

  /** Returns how many batches may run at once so that each item is answered soon. */
  int choose(Situation now) {
    leaveOutIdleTime(now.now());
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

  private void leaveOutIdleTime(long now) {
    if (since != Long.MIN_VALUE && now - lastNow > IDLE) {
      since += now - lastNow;
    }
    lastNow = now;
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
    double come = now.traffic().ratePerSecond() / NANOS_PER_SECOND;
    busy = come > one(now) * (busy ? NO_LONGER_BUSY : BUSY);
    boolean sooner = more(now) > 0 && isSooner(now, come);
    if (narrow && !sooner) {
      since = now.now();
      pause = BACK;
    }
    narrow = sooner;
  }

  /** Tells whether items are answered sooner one batch at a time. */
  private boolean isSooner(Situation now, double come) {
    if (isBehind(now)) {
      return one(now) * SOONER_IF_BEHIND > more(now);
    }
    return busy ? one(now) * SOONER_IF_BUSY > more(now) : gain(now, enough(now, come)) < SOONER;
  }

  /** Tells whether items are turned away, or half of their time is over before they are run. */
  private boolean isBehind(Situation now) {
    if (now.traffic().turnsAway(now.now()) || now.slackNanos() < now.oldestWaitNanos()) {
      lastBehind = now.now();
    }
    return lastBehind != Long.MIN_VALUE && now.now() - lastBehind <= BEHIND_FOR;
  }

  /** Returns how large batches are where one at a time answers what comes and they do not wait. */
  private int enough(Situation now, double come) {
    return sizes.enough(now.costs().of(1), share(now, 1), come);
  }

  /** Returns how many times as many rows are answered with a batch of a size on each slot. */
  private double gain(Situation now, int size) {
    return now.slots() * now.costs().of(1).nanos(size) / curve(now, false).nanos(size);
  }

  /** Returns how many rows one batch at a time answers in a nanosecond. */
  private double one(Situation now) {
    return sizes.promise(now.costs().of(1), share(now, 1));
  }

  /** Returns how many rows as many batches as there are slots answer in a nanosecond. */
  private double more(Situation now) {
    return now.slots() * sizes.promise(curve(now, false), share(now, now.slots()));
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
