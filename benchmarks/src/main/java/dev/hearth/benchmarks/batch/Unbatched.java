package dev.hearth.benchmarks.batch;

import dev.hearth.Deadline;
import java.util.List;

/** Runs each item by itself, on its caller's thread. */
record Unbatched(Work work) implements Batching {

  @Override
  public float[] call(Input item, Deadline deadline, String tenant) {
    return work.run(List.of(item), deadline).get(0);
  }
}
