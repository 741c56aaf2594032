package dev.hearth.batch;

import dev.hearth.batch.Simulation.Machine;

/** Machines as they were measured: {@code t(b) = a b + c} ms alone, and beside another batch. */
final class Machines {

  /** Reading weights costs most of it: each row adds next to nothing. */
  static final Machine WEIGHT_BOUND = line(.23, 2.9, .55, 5.2);

  /** A transformer on short texts. */
  static final Machine SHORT_TEXTS = line(3.2, 3, 5.5, 3.6);

  /** A transformer on long texts: past 8 rows they are too many for the caches. */
  static final Machine LONG_TEXTS =
      (rows, parallel, now) ->
          (long)
              (1e6
                  * (parallel > 1 ? 23.5 * rows + 2 + 6 * Math.max(0, rows - 8) : 13.0 * rows + 2));

  private Machines() {}

  static Machine line(double alone, double fixedAlone, double beside, double fixedBeside) {
    return (rows, parallel, now) ->
        (long) (1e6 * (parallel > 1 ? beside * rows + fixedBeside : alone * rows + fixedAlone));
  }

  /** A machine on which everything takes so many times as long. */
  static Machine slower(Machine machine, double times) {
    return (rows, parallel, now) -> (long) (times * machine.nanos(rows, parallel, now));
  }
}
