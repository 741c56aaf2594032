package dev.hearth.batch;

import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;

/**
 * Collects what a {@link MicroBatcher} is made of. Confined to one thread at a time.
 *
 * @param <I> an item
 * @param <O> a result
 */
public final class MicroBatcherBuilder<I, O> {

  private static final int MAX_BATCH = 32;
  private static final int MAX_QUEUED = 1000;

  private final String name;
  private final BatchRunner<I, O> runner;
  private BatchScheduler scheduler = BatchScheduler.shared();
  private BatchPolicy policy = BatchPolicy.adaptive();
  private Sizes sizes = Sizes.any();
  private int maxBatch = MAX_BATCH;
  private int maxQueued = MAX_QUEUED;
  private double weight = 1;
  private ToDoubleFunction<String> tenantWeight = tenant -> 1;
  private ToIntFunction<I> rows = item -> item instanceof Sized sized ? sized.rows() : 1;
  private ToIntFunction<I> length = item -> item instanceof Sized sized ? sized.length() : 0;
  private BatchListener listener = BatchListener.none();

  MicroBatcherBuilder(String name, BatchRunner<I, O> runner) {
    this.name = name;
    this.runner = runner;
  }

  /**
   * Sets which batchers it shares the processors with; all of the process by default.
   *
   * @param shared the scheduler
   * @return this builder
   */
  public MicroBatcherBuilder<I, O> scheduler(BatchScheduler shared) {
    this.scheduler = shared;
    return this;
  }

  /**
   * Sets when batches are closed; {@link BatchPolicy#adaptive()} by default.
   *
   * @param rule the policy
   * @return this builder
   */
  public MicroBatcherBuilder<I, O> policy(BatchPolicy rule) {
    this.policy = rule;
    return this;
  }

  /**
   * Limits how many rows a batch has; 32 by default. An item that alone has more is run alone.
   *
   * @param limit the limit, 1 or more
   * @return this builder
   */
  public MicroBatcherBuilder<I, O> maxBatch(int limit) {
    this.maxBatch = positive("maxBatch", limit);
    return this;
  }

  /**
   * Sets the only sizes that batches may have, for models that are fast at some sizes; a rest that
   * is smaller than all of them goes as it is. The fixed and planned policies have their own.
   *
   * @param rows the sizes, 1 or more each; none allows every size
   * @return this builder
   */
  public MicroBatcherBuilder<I, O> allowedSizes(int... rows) {
    for (int size : rows) {
      positive("allowedSizes", size);
    }
    this.sizes = rows.length == 0 ? Sizes.any() : Sizes.of(rows);
    return this;
  }

  /**
   * Limits how many rows wait; 1,000 by default. With several tenants each has its part of them.
   *
   * @param limit the limit, 1 or more
   * @return this builder
   */
  public MicroBatcherBuilder<I, O> maxQueued(int limit) {
    this.maxQueued = positive("maxQueued", limit);
    return this;
  }

  /**
   * Sets the batcher's share of the processors while others want them too; 1 by default.
   *
   * @param share the share, more than 0, relative to the others'
   * @return this builder
   */
  public MicroBatcherBuilder<I, O> weight(double share) {
    if (!(share > 0)) {
      throw new IllegalArgumentException("weight: " + share + " (expected: more than 0)");
    }
    this.weight = share;
    return this;
  }

  /**
   * Sets the shares of tenants, see {@link dev.hearth.function.Call#tenant()}; equal by default.
   *
   * @param share gives a tenant's share, more than 0, or the tenant's calls fail with {@link
   *     dev.hearth.ConfigurationException}; the empty text stands for calls without one
   * @return this builder
   */
  public MicroBatcherBuilder<I, O> tenantWeights(ToDoubleFunction<String> share) {
    this.tenantWeight = share;
    return this;
  }

  /**
   * Sets how many rows an item has; by default what {@link Sized} items say, and 1 for others.
   *
   * @param count gives the number
   * @return this builder
   */
  public MicroBatcherBuilder<I, O> rows(ToIntFunction<I> count) {
    this.rows = count;
    return this;
  }

  /**
   * Sets the length of an item's rows; by default what {@link Sized} items say, and 0 for others.
   *
   * @param measure gives the length
   * @return this builder
   */
  public MicroBatcherBuilder<I, O> length(ToIntFunction<I> measure) {
    this.length = measure;
    return this;
  }

  /**
   * Sets who hears of batches; nobody by default.
   *
   * @param hears the listener
   * @return this builder
   */
  public MicroBatcherBuilder<I, O> listener(BatchListener hears) {
    this.listener = hears;
    return this;
  }

  /**
   * Makes the batcher. Begins no thread.
   *
   * @return the batcher
   */
  public MicroBatcher<I, O> build() {
    return new MicroBatcher<>(scheduler, settings(), runner);
  }

  BatchSettings<I> settings() {
    return new BatchSettings<>(
        name, policy, sizes, maxBatch, maxQueued, weight, tenantWeight, rows, length, listener);
  }

  private static int positive(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: 1 or more)");
    }
    return value;
  }
}
