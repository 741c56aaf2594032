package dev.hearth.benchmarks.batch;

import dev.hearth.Deadline;
import dev.hearth.Ticker;
import dev.hearth.batch.BatchPolicy;
import dev.hearth.batch.BatchScheduler;
import dev.hearth.batch.MicroBatcher;
import dev.hearth.function.Call;
import dev.hearth.platform.CpuShare;
import java.time.Duration;
import java.util.List;

/** Hearth's batcher, each on a scheduler of its own. */
final class HearthCandidates implements Candidates {

  @Override
  public Batching adaptive(Work work, Duration objective) {
    int slots = CpuShare.current().threads();
    return of(work, BatchPolicy.adaptive(), slots, Lab.CALLERS);
  }

  @Override
  public Batching fixed(Work work, Setting setting) {
    BatchPolicy policy = BatchPolicy.fixed(setting.size(), setting.delay());
    return of(work, policy, setting.parallel(), setting.size());
  }

  private static Batching of(Work work, BatchPolicy policy, int slots, int most) {
    MicroBatcher<Input, float[]> batcher =
        MicroBatcher.<Input, float[]>builder(
                "benchmark", (items, call) -> work.run(items, call.deadline()))
            .policy(policy)
            .maxBatch(most)
            .scheduler(BatchScheduler.of(slots, Ticker.system()))
            .build();
    return new Calls(batcher);
  }

  /** Calls of one item each. */
  private record Calls(MicroBatcher<Input, float[]> batcher) implements Batching {

    @Override
    public float[] call(Input item, Deadline deadline, String tenant) {
      Call call = new Call("call", deadline).forTenant(tenant);
      return batcher.run(List.of(item), call).outcomes().get(0).orThrow();
    }
  }
}
