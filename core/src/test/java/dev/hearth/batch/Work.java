package dev.hearth.batch;

import dev.hearth.InvalidInputException;
import dev.hearth.function.Call;
import java.util.List;

/**
 * An item of a test.
 *
 * @param id tells it from the others; also its result
 * @param rows how many rows it has
 * @param length how long these are
 * @param poisoned whether a batch with it fails
 */
record Work(int id, int rows, int length, boolean poisoned) implements Sized {

  static Work of(int id) {
    return new Work(id, 1, 0, false);
  }

  static Work rows(int id, int rows) {
    return new Work(id, rows, 0, false);
  }

  static Work length(int id, int length) {
    return new Work(id, 1, length, false);
  }

  Work poison() {
    return new Work(id, rows, length, true);
  }

  /** Answers items with their ids, and fails by the first one that is poisoned. */
  static List<Integer> run(List<Work> items, Call call) {
    for (Work item : items) {
      if (item.poisoned()) {
        throw new InvalidInputException("poisoned: " + item.id());
      }
    }
    return items.stream().map(Work::id).toList();
  }

  static MicroBatcherBuilder<Work, Integer> batcher() {
    return MicroBatcher.builder("f", Work::run);
  }
}
