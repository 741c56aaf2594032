package dev.hearth.batch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How many batches run at once, and how large they are at most. Where callers come back when they
 * have been answered, and where more come than can be answered, both are measured, see {@link
 * Modes}. Where they come when they come, nobody is made to wait for a measurement, and what
 * answers soonest matters more than what answers most: what batches cost decides, see {@link
 * Width}. Confined to its scheduler's lock.
 */
final class ModeChoice {

  private final Sizes sizes;
  private final List<ModeSearch> searches = new ArrayList<>();
  private @Nullable ModeSearch search;
  private final Width width;
  private int parallel = 1;
  private int size;

  ModeChoice(Sizes sizes) {
    this.sizes = sizes;
    this.width = new Width(sizes);
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
    if (now.population() < 2 || now.flooded()) {
      enter(null, now.now());
      return;
    }
    ModeSearch current = searchOf(now);
    enter(current, now.now());
    boolean throughput = now.traffic().comesBack() || now.traffic().isTooMuch(now.now());
    parallel = throughput ? width.decided(now) : width.choose(now);
    if (!throughput || !isExplored(now)) {
      current.abandon(now.now());
      return;
    }
    Mode mode = current.choose(now);
    size = current.size();
    parallel = size == 0 ? parallel : mode.wide() ? now.slots() : 1;
  }

  /** Tells whether it is known what runs of the best size take: that is learned sooner. */
  private boolean isExplored(Situation now) {
    CostCurve curve = now.costs().of(parallel);
    return curve.isKnown(sizes.best(curve, Width.share(now, parallel), Long.MAX_VALUE));
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
}
