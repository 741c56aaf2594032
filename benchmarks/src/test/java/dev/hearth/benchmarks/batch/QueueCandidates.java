package dev.hearth.benchmarks.batch;

import java.time.Duration;

/** Candidates that show what the experiments do, before anything is to be shown by them. */
class QueueCandidates implements Candidates {

  @Override
  public Batching adaptive(Work work, Duration objective) {
    return new QueueBatching(work, Setting.of(16, 0, 1));
  }

  @Override
  public Batching fixed(Work work, Setting setting) {
    return new QueueBatching(work, setting);
  }
}
