package dev.hearth.benchmarks.batch;

import java.time.Duration;
import java.util.List;

/**
 * How much is measured, and for how long.
 *
 * @param rounds how often contenders take turns
 * @param stepRounds how often, where one turn is long
 * @param learning how long a batcher that learns sees a model's callers before anything counts
 * @param warm what comes before what counts
 * @param window how long one turn counts
 * @param trial how long a setting is tried before the best take turns
 * @param grid the settings that are tried
 * @param coarse the settings that stand for them where trying all would take too long
 * @param shares the rates of open loads, as parts of the capacity
 * @param changing whether open loads are measured whose rate changes
 * @param step how long a load with a change at half time takes
 * @param overload how long too many calls come
 * @param rest how long few calls come after that
 */
record Pace(
    int rounds,
    int stepRounds,
    Duration learning,
    Duration warm,
    Duration window,
    Duration trial,
    List<Setting> grid,
    List<Setting> coarse,
    List<Double> shares,
    boolean changing,
    Duration step,
    Duration overload,
    Duration rest) {

  /** Returns what takes an hour. */
  static Pace full() {
    return new Pace(
        5,
        3,
        Duration.ofSeconds(10),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(1),
        Setting.grid(List.of(1, 2, 4, 8, 16, 32), List.of(0, 1, 2, 5, 10), List.of(1, 2)),
        Setting.grid(List.of(1, 4, 16, 32), List.of(0, 5), List.of(1, 2)),
        List.of(0.1, 0.3, 0.5, 0.7, 0.85, 0.95),
        true,
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        Duration.ofSeconds(10));
  }

  /** Returns what takes less than ten minutes. */
  static Pace quick() {
    return new Pace(
        3,
        1,
        Duration.ofSeconds(4),
        Duration.ofMillis(150),
        Duration.ofMillis(700),
        Duration.ofMillis(300),
        Setting.grid(List.of(1, 8, 32), List.of(0, 5), List.of(1, 2)),
        List.of(Setting.of(1, 0, 2), Setting.of(8, 0, 1), Setting.of(32, 0, 1), Setting.USUAL),
        List.of(0.3, 0.8, 0.95),
        false,
        Duration.ofSeconds(4),
        Duration.ofSeconds(10),
        Duration.ofSeconds(3));
  }
}
