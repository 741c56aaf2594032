package dev.hearth.batch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many batches run at once, and how large they are at most: by what was measured while there
 * were always items, see {@link Modes}; before that, by what batches cost alone and beside each
 * other. Confined to its scheduler's lock.
 */
final class ModeChoice {

  /** Where one at a time is hardly better, nobody should have to wait for a slot. */
  private static final double BETTER = 1.05;

  private final Sizes sizes;
  private final List<ModeSearch> searches = new ArrayList<>();
  private @Nullable ModeSearch search;
  private boolean narrow;
  private int parallel = 1;
  private int size;

  ModeChoice(Sizes sizes) {
    this.sizes = sizes;
  }

  /** Returns how many batches may run at once. */
  int parallel() {
    return parallel;
  }

  /** Returns how many rows are to be run at once, 0 if that is not known. */
  int size() {
    return size;
  }

  /** Notes that until now so many batches ran. */
  void advance(int batches, long now) {
    if (search != null) {
      search.advance(batches, now);
    }
  }

  void ended(Rule.Ended batch) {
    if (search != null) {
      search.ended(batch);
    }
  }

  /** Chooses for what is there now. */
  void choose(Situation now) {
    size = 0;
    parallel = now.slots();
    if (now.population() < 2 || now.shared()) {
      enter(null, now.now());
      return;
    }
    parallel = isNarrower(now) ? 1 : now.slots();
    ModeSearch current = searchOf(now);
    enter(current, now.now());
    if (!isExplored(now)) {
      current.abandon(now.now());
      return;
    }
    Mode mode = current.choose(now);
    if (current.size() > 0 && (current.isTrying() || isBusy(now, current.size()))) {
      size = current.size();
      parallel = mode.wide() ? now.slots() : 1;
    }
  }

  /** Tells whether it is known what runs of the best size take: that is learned sooner. */
  private boolean isExplored(Situation now) {
    CostCurve curve = now.costs().of(parallel);
    return curve.isKnown(sizes.best(curve, share(now, parallel), Long.MAX_VALUE));
  }

  /** What was measured while there were always items holds for such times. */
  private static boolean isBusy(Situation now, int size) {
    return now.queued() >= size || now.traffic().comesBack();
  }

  private boolean isNarrower(Situation now) {
    int slots = now.slots();
    double one = sizes.promise(now.costs().of(1), share(now, 1));
    double more = slots * sizes.promise(now.costs().of(slots), share(now, slots));
    narrow = more > 0 && one > more * (narrow ? 1 : BETTER);
    return narrow;
  }

  private void enter(@Nullable ModeSearch next, long now) {
    if (search != null && search != next) {
      search.abandon(now);
    }
    search = next;
  }

  private ModeSearch searchOf(Situation now) {
    while (searches.size() <= now.bucket()) {
      searches.add(new ModeSearch(sizes.steps(now.maxRows())));
    }
    return searches.get(now.bucket());
  }

  /** Returns how many rows each batch has when all share what is there. */
  static int share(Situation now, int parallel) {
    int share = (now.population() + parallel - 1) / parallel;
    return Math.max(1, Math.min(now.maxRows(), share));
  }
}
