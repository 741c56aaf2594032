package dev.hearth.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which way of running batches answers most rows: how many at once, and how large. Confined to its
 * scheduler's lock.
 *
 * <p>How fast rows are answered is measured, one way after the other, while there are always items.
 * What runs of some size take would tell less: not how long processors wait for callers to come
 * back, nor what batches beside each other and callers' own work do to each other.
 *
 * <p>Larger batches answer more until they answer less, so only the neighbours of the best way
 * known are tried, each as long as what is known of it leaves hope that it is better (unimodal
 * bandits, Combes, Proutiere 2014, with the hope of Auer, Cesa-Bianchi, Fischer 2002). What was
 * seen long ago counts less and less, so all of it is tried again now and then.
 */
final class Modes {

  /** Batches of the next size have to be so much better; equal ones only make answers later. */
  private static final double WORTH = 0.015;

  private final int[] sizes;
  private final ModeTally[] wide;
  private final ModeTally[] narrow;
  private final Noise noise = new Noise();
  private @Nullable Mode last;
  private boolean suspected;

  /** Begins with sizes in ascending order. */
  Modes(int... sizes) {
    this.sizes = sizes;
    this.wide = tallies(sizes.length);
    this.narrow = tallies(sizes.length);
  }

  private static ModeTally[] tallies(int count) {
    ModeTally[] tallies = new ModeTally[count];
    for (int i = 0; i < count; i++) {
      tallies[i] = new ModeTally();
    }
    return tallies;
  }

  /**
   * What there is to run.
   *
   * @param slots how many batches run at once in a wide mode
   * @param callers how many rows there are at a time
   * @param expected how many rows a mode answers in a nanosecond by what runs are known to take;
   *     not a number if that is not known
   */
  record Load(int slots, int callers, ToDoubleFunction<Mode> expected) {

    double expects(Mode mode) {
      return Math.log(expected.applyAsDouble(mode));
    }
  }

  int size(Mode mode) {
    return sizes[mode.step()];
  }

  boolean isKnown(Mode mode) {
    return !tally(mode).isEmpty();
  }

  boolean isSettled(Mode mode) {
    return tally(mode).isSettled();
  }

  /** Notes that a mode answered so many rows in a nanosecond. */
  void measured(Mode mode, double rate) {
    for (int i = 0; i < sizes.length; i++) {
      wide[i].fade();
      narrow[i].fade();
    }
    double seen = Math.log(rate);
    ModeTally tally = tally(mode);
    boolean changed = mode.equals(last) && tally.isChange(seen);
    last = mode;
    if (changed && !suspected) {
      suspected = true; // One may be by chance.
      return;
    }
    if (changed) {
      shift(seen - tally.mean());
    }
    suspected = false;
    if (!tally.isEmpty() && !changed) {
      noise.add(tally.differs(seen));
    }
    tally.add(seen);
  }

  /** What changes while one mode is in use is not about that mode. */
  private void shift(double change) {
    for (int i = 0; i < sizes.length; i++) {
      wide[i].shift(change);
      narrow[i].shift(change);
    }
  }

  /** Returns the best mode that was measured, or one to begin with. */
  Mode best(Load load) {
    @Nullable Mode best = null;
    for (Mode mode : possible(load)) {
      if (isKnown(mode) && (best == null || worth(mode) > worth(best))) {
        best = mode;
      }
    }
    return best == null ? first(load) : best;
  }

  /** Returns the mode to measure next: the best one or one that may be better. */
  Mode next(Load load) {
    Mode best = best(load);
    if (!isKnown(best)) {
      return best;
    }
    Mode next = best;
    double most = worth(best) + tally(best).error(noise.now());
    for (Mode mode : candidates(best, load)) {
      double hope = hope(mode, best, load);
      if (!mode.equals(best) && hope > most) {
        next = mode;
        most = hope;
      }
    }
    return next;
  }

  private double worth(Mode mode) {
    return tally(mode).mean() - WORTH * mode.step();
  }

  /** What has not been measured may be better, unless what runs take speaks against it. */
  private double hope(Mode mode, Mode best, Load load) {
    if (isKnown(mode)) {
      return worth(mode) + tally(mode).doubt(noise.now());
    }
    double change = load.expects(mode) - load.expects(best);
    double expected = Double.isNaN(change) ? 0 : Math.min(0, change);
    return worth(best) + WORTH * (best.step() - mode.step()) + Noise.USUAL + expected;
  }

  /**
   * Returns where to begin: half of the callers' rows run and half wait, so that nobody waits for
   * anybody to come back; or what is best by what runs take, if that is known.
   */
  private Mode first(Load load) {
    int step = 0;
    while (step + 1 < sizes.length && 2 * load.slots() * sizes[step + 1] <= load.callers()) {
      step++;
    }
    Mode first = new Mode(true, step);
    if (Double.isNaN(load.expects(first))) {
      return first;
    }
    for (Mode mode : possible(load)) {
      double gain = load.expects(mode) - load.expects(first);
      if (gain > WORTH * (mode.step() - first.step())) {
        first = mode;
      }
    }
    return first;
  }

  /**
   * One step larger or smaller; the other width with batches as large, or with as many rows; and
   * where it would begin now, in case it is on a wrong hill.
   */
  private List<Mode> candidates(Mode best, Load load) {
    boolean other = !best.wide();
    List<Mode> all = new ArrayList<>();
    all.add(new Mode(best.wide(), best.step() - 1));
    all.add(new Mode(best.wide(), best.step() + 1));
    all.add(new Mode(other, best.step()));
    all.add(new Mode(other, best.step() + (best.wide() ? 1 : -1)));
    all.removeIf(mode -> !isPossible(mode, load));
    all.add(first(load));
    return all;
  }

  private List<Mode> possible(Load load) {
    List<Mode> all = new ArrayList<>();
    for (int step = 0; step < sizes.length; step++) {
      all.add(new Mode(true, step));
      all.add(new Mode(false, step));
    }
    all.removeIf(mode -> !isPossible(mode, load));
    return all;
  }

  /** The least size that all callers fit in stands for all that there are. */
  private boolean isPossible(Mode mode, Load load) {
    int step = mode.step();
    if (step < 0 || step >= sizes.length || (!mode.wide() && load.slots() == 1)) {
      return false;
    }
    return step == 0 || sizes[step - 1] * (mode.wide() ? load.slots() : 1) < load.callers();
  }

  private ModeTally tally(Mode mode) {
    return (mode.wide() ? wide : narrow)[mode.step()];
  }
}
