package dev.hearth.batch;

import dev.hearth.OverloadedException;

/**
 * Decides whether there is room and time for a call's items. Guarded by the scheduler's lock.
 *
 * <p>Whoever is turned away is so before anything was done for it, so that what is done is done for
 * answers that somebody waits for.
 */
final class Admission<I, O> {

  /**
   * Batches are not always of the best size, so until it is known how long rows take in fact, what
   * is before a call is taken to take so much longer.
   */
  private static final double MARGIN = 1.2;

  /** Several tenants together may have so many times the room that one alone has. */
  private static final int TENANTS_TOGETHER = 2;

  private final BatchSettings<I> settings;
  private final ItemQueue<I, O> items;
  private final Shapes<I> shapes;
  private final Service service;

  Admission(BatchSettings<I> settings, ItemQueue<I, O> items, Shapes<I> shapes, Service service) {
    this.settings = settings;
    this.items = items;
    this.shapes = shapes;
    this.service = service;
  }

  /**
   * What is under way.
   *
   * @param running how many rows run
   * @param slots how many batches may run at once
   * @param parallel how many do, by the rule
   */
  record Load(int running, int slots, int parallel) {}

  /** Throws if a call's items cannot be taken in. */
  void check(Submission<I, O> call, Load load, long now) {
    int rows = call.rows();
    int bucket = call.items().get(0).bucket;
    String tenant = call.tenant();
    long left = call.items().get(0).deadline - now;
    int tenants = Math.max(1, items.activeTenants(now) + (items.rows(tenant) > 0 ? 0 : 1));
    int mine = items.rows(tenant);
    checkRoom(rows, mine, tenants);
    if (call.items().get(0).deadline < Item.NO_DEADLINE) {
      int before = Math.min(items.rows(), mine * tenants);
      checkTime(rows, bucket, before, load, left);
    }
  }

  /** A call that is more than fits goes in while nobody waits: its size is bounded elsewhere. */
  private void checkRoom(int rows, int mine, int tenants) {
    int room = Math.max(1, settings.maxQueued() / tenants);
    boolean full =
        items.rows() > 0 && items.rows() + rows > TENANTS_TOGETHER * settings.maxQueued();
    if (full || (mine > 0 && mine + rows > room)) {
      throw new OverloadedException(
          "function '"
              + settings.name()
              + "': "
              + items.rows()
              + " items wait already, "
              + mine
              + " of this tenant (expected: at most "
              + room
              + "); retry later, or let the platform start more instances");
    }
  }

  private void checkTime(int rows, int bucket, int before, Load load, long leftNanos) {
    Costs costs = shapes.costs(bucket);
    double perRow = perRowNanos(costs, load.slots());
    if (!(perRow > 0)) {
      return; // Nothing is known yet.
    }
    int batch = Math.min(rows + before, bestRows(costs.of(load.parallel())));
    double own = Math.max(costs.nanos(batch, load.parallel()), rows * perRow);
    double expected = (before + load.running() / 2.0) * perRow + own;
    if (expected > leftNanos * service.plannable()) {
      throw new OverloadedException(
          "function '"
              + settings.name()
              + "': an answer would take about "
              + Millis.of((long) expected)
              + ", "
              + Millis.of(leftNanos)
              + " are left ("
              + before
              + " rows wait before it, "
              + load.running()
              + " run, "
              + Millis.of((long) perRow)
              + " each); retry later, send less at once, or let the platform start more instances");
    }
  }

  private int bestRows(CostCurve curve) {
    return settings.sizes().best(curve, settings.maxRows(), Long.MAX_VALUE);
  }

  /**
   * Returns what a row costs at the best known size, alone or beside others, or what it takes in
   * fact if that is more.
   */
  private double perRowNanos(Costs costs, int slots) {
    double alone = perRowNanos(costs.of(1), 1);
    double beside = perRowNanos(costs.of(2), slots);
    double best =
        Double.isNaN(alone) ? beside : Double.isNaN(beside) ? alone : Math.min(alone, beside);
    double served = service.perRowNanos();
    return Double.isNaN(served) ? MARGIN * best : Math.max(best, served);
  }

  private double perRowNanos(CostCurve curve, int parallel) {
    if (curve.isEmpty()) {
      return Double.NaN;
    }
    int size = settings.sizes().best(curve, settings.maxRows(), Long.MAX_VALUE);
    return curve.nanos(size) / size / parallel;
  }
}
