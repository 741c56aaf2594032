package dev.hearth.benchmarks.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How a batcher that does not adapt is set.
 *
 * @param size how many items it gathers at most
 * @param delay how long the first of them waits for others
 * @param parallel how many runs may be under way
 */
record Setting(int size, Duration delay, int parallel) {

  /** What people set who do not measure. */
  static final Setting USUAL = of(8, 5, 1);

  static Setting of(int size, int delayMillis, int parallel) {
    return new Setting(size, Duration.ofMillis(delayMillis), parallel);
  }

  /** Returns every combination; a single item has nothing to wait for. */
  static List<Setting> grid(List<Integer> sizes, List<Integer> delays, List<Integer> parallels) {
    List<Setting> grid = new ArrayList<>();
    for (int parallel : parallels) {
      for (int size : sizes) {
        for (int delay : size == 1 ? List.of(0) : delays) {
          grid.add(of(size, delay, parallel));
        }
      }
    }
    return List.copyOf(grid);
  }

  @Override
  public String toString() {
    return "fixed " + size + ", " + delay.toMillis() + " ms, " + parallel + " at once";
  }
}
