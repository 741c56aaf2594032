package dev.hearth.benchmarks.batch;

import dev.hearth.Deadline;
import java.util.List;

/** Work that from some moment on costs twice what it did. */
final class Doubling implements Work {

  private final Work work;
  private volatile boolean twice;

  Doubling(Work work) {
    this.work = work;
  }

  void set(boolean costsTwice) {
    twice = costsTwice;
  }

  @Override
  public List<float[]> run(List<Input> items, Deadline deadline) {
    if (twice) {
      work.run(items, deadline);
    }
    return work.run(items, deadline);
  }
}
