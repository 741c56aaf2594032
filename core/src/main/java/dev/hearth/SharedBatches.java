package dev.hearth;

import dev.hearth.batch.Answers;
import dev.hearth.batch.BatchPolicy;
import dev.hearth.batch.MicroBatcher;
import dev.hearth.function.Call;
import java.util.List;

/** Runs a function over items of calls that come at the same time. */
final class SharedBatches<I, O> {

  private static final int MAX_QUEUED = 1000;

  private final InferenceBuilder<I, O> settings;
  private final MicroBatcher<I, O> batcher;

  SharedBatches(InferenceBuilder<I, O> settings, BatchPolicy policy) {
    this.settings = settings;
    this.batcher =
        MicroBatcher.<I, O>builder(settings.name, this::infer)
            .policy(policy)
            .scheduler(settings.batching.scheduler())
            .maxBatch(settings.maxBatch)
            .maxQueued(Math.max(MAX_QUEUED, 2 * settings.maxItems))
            .build();
  }

  /** Answers each item or says why not; throws if the call is turned away. */
  List<Outcome<O>> each(List<I> items, Call call, CallClock clock) {
    Answers<O> answers = batcher.run(items, call);
    clock.batched(answers);
    return answers.outcomes();
  }

  /** Answers all items or throws what one of them failed by. */
  List<O> all(List<I> items, Call call, CallClock clock) {
    return each(items, call, clock).stream().map(Outcome::orThrow).toList();
  }

  /** The callers hold leases, so the models are there; a batch may outlive those callers. */
  private List<O> infer(List<I> items, Call call) {
    try (Models models = Models.acquire(settings.models, call.deadline())) {
      return settings.function.infer(models, items, call);
    }
  }
}
