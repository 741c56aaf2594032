package dev.hearth.benchmarks.batch;

import dev.hearth.Deadline;
import dev.hearth.InvalidInputException;
import java.util.List;

/** Work that fails if one of its items is poisoned. */
record Poisonable(Work work) implements Work {

  @Override
  public List<float[]> run(List<Input> items, Deadline deadline) {
    for (Input item : items) {
      if (item.poisoned()) {
        throw new InvalidInputException("item: poisoned (expected: a sound one)");
      }
    }
    return work.run(items, deadline);
  }
}
