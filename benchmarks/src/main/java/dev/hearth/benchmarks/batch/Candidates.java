package dev.hearth.benchmarks.batch;

import java.time.Duration;

/** Makes the ways that are compared; whoever asks for one closes it. */
interface Candidates {

  /** Every caller runs the model itself. */
  default Batching unbatched(Work work) {
    return new Unbatched(work);
  }

  /** The peer. */
  default Batching djl(Workload workload) {
    return Djl.load(workload.exported(), workload.stacking());
  }

  /**
   * Hearth, as it sets itself.
   *
   * @param objective what callers want their answers within
   */
  Batching adaptive(Work work, Duration objective);

  /** Hearth, set by hand. */
  Batching fixed(Work work, Setting setting);
}
