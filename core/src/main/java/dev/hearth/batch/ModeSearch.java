package dev.hearth.batch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Measures modes, one after the other, and says which one is to be used. Confined to its
 * scheduler's lock.
 */
final class ModeSearch {

  /** So many batches one after another, and so much time, tell how fast a mode is. */
  private static final int BATCHES = 2;

  private static final long NANOS = Duration.ofMillis(50).toNanos();

  /**
   * So long after a change it is as it is going to be: virtual processors that were idle are found
   * together on one that is real, and take a while to part.
   */
  private static final long SETTLING = Duration.ofMillis(50).toNanos();

  /** The best mode is left only so often. */
  private static final int STAY = 4;

  /** Where callers come back, so many of them are there. */
  private static final double MOST = 0.75;

  /** Where there turned out to be too few items, that is tried again after so long. */
  private static final long FIRST_PAUSE = Duration.ofMillis(20).toNanos();

  private static final long LONGEST_PAUSE = Duration.ofSeconds(2).toNanos();

  private final Modes modes;
  private Mode mode = new Mode(true, 0);
  private boolean trying;
  private int settling;
  private long changedAt;
  private long pause = FIRST_PAUSE;
  private long againAt = Long.MIN_VALUE;
  private @Nullable Slice slice;

  ModeSearch(int... sizes) {
    this.modes = new Modes(sizes);
  }

  /** Notes that until now so many batches ran. */
  void advance(int running, long now) {
    if (slice != null) {
      slice.advance(running, now);
    }
  }

  void ended(Rule.Ended batch) {
    if (slice != null) {
      slice.ended(batch);
    } else if (batch.now() - batch.tookNanos() >= changedAt) {
      settling--;
    }
  }

  /** Gives up on what is being measured, since it says nothing. */
  void abandon(long now) {
    slice = null;
    if (trying) {
      trying = false;
      againAt = now + pause;
      pause = Math.min(LONGEST_PAUSE, 2 * pause);
    }
  }

  /** Returns how large batches are to be; 0 if that is not known. */
  int size() {
    return trying || modes.isKnown(mode) ? modes.size(mode) : 0;
  }

  /** Returns the mode to run the next batch in. */
  Mode choose(Situation now) {
    advance(now.batches(), now.now());
    if (slice != null && isLong(slice, now.population())) {
      end(slice, load(now), now);
    }
    if (slice == null) {
      begin(load(now), now);
    }
    return mode;
  }

  private Modes.Load load(Situation now) {
    int slots = now.slots();
    return new Modes.Load(
        slots, now.population(), other -> now.costs().rate(modes.size(other), other.wide(), slots));
  }

  private boolean isLong(Slice measured, int callers) {
    int times = !trying && modes.isSettled(mode) ? STAY : 1;
    return measured.isLong(times * BATCHES, times * callers, times * NANOS);
  }

  private void end(Slice measured, Modes.Load load, Situation now) {
    if (measured.isIdle()) {
      abandon(now.now());
      return;
    }
    modes.measured(mode, measured.rate());
    pause = FIRST_PAUSE;
    slice = null;
    use(modes.next(load), load, now.now());
    trying = !mode.equals(modes.best(load));
  }

  private void begin(Modes.Load load, Situation now) {
    if (!trying) {
      use(modes.best(load), load, now.now());
      trying = !modes.isKnown(mode) && mayTry(load, now);
    }
    if (settling <= 0 && now.now() - changedAt >= SETTLING && size() > 0) {
      slice = new Slice(mode.wide() ? load.slots() : 1, now.now());
    }
  }

  private boolean mayTry(Modes.Load load, Situation now) {
    int all = modes.size(mode) * (mode.wide() ? load.slots() : 1);
    return now.now() >= againAt && now.outstanding() >= MOST * all;
  }

  /** What comes first after a change is not yet as it is going to be. */
  private void use(Mode next, Modes.Load load, long now) {
    if (!next.equals(mode)) {
      mode = next;
      settling = mode.wide() ? load.slots() : 1;
      changedAt = now;
    }
  }
}
