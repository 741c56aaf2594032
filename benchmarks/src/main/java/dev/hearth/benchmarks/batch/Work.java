package dev.hearth.benchmarks.batch;

import dev.hearth.Deadline;
import java.util.List;

/** What is to be done for some items at once. Safe for use by many threads. */
@FunctionalInterface
interface Work {

  /**
   * Blocks until the answers are there.
   *
   * @return an answer for each item, in order
   */
  List<float[]> run(List<Input> items, Deadline deadline);
}
