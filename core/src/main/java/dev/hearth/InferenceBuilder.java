package dev.hearth;

import dev.hearth.batch.Batching;
import dev.hearth.function.Codec;
import dev.hearth.function.ModelsFunction;
import dev.hearth.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what an {@link Inference} is made of. Confined to one thread at a time.
 *
 * @param <I> an item
 * @param <O> a result
 */
public final class InferenceBuilder<I, O> {

  private static final int MAX_ITEMS = 1000;
  private static final int MAX_BATCH = 32;

  final String name;
  final List<LazyModel> models;
  final Codec<I, O> codec;
  final ModelsFunction<I, O> function;
  final List<Lazy<?>> needs = new ArrayList<>();
  int maxItems = MAX_ITEMS;
  int maxBatch = MAX_BATCH;
  Batching batching = Batching.off();
  ConcurrencyLimit limit = ConcurrencyLimit.none();
  Telemetry telemetry = Telemetry.none();
  Ticker ticker = Ticker.system();

  InferenceBuilder(
      String name, List<LazyModel> models, Codec<I, O> codec, ModelsFunction<I, O> function) {
    if (models.isEmpty()) {
      throw new IllegalArgumentException(
          "models of function '" + name + "': none (expected: at least one)");
    }
    this.name = name;
    this.models = List.copyOf(models);
    this.codec = codec;
    this.function = function;
  }

  private InferenceBuilder(InferenceBuilder<I, O> other) {
    this(other.name, other.models, other.codec, other.function);
    needs.addAll(other.needs);
    maxItems = other.maxItems;
    maxBatch = other.maxBatch;
    batching = other.batching;
    limit = other.limit;
    telemetry = other.telemetry;
    ticker = other.ticker;
  }

  /**
   * Names something that the function waits for beside its models, so that it is made ready early
   * with it.
   *
   * @param value the value
   * @return this builder
   */
  public InferenceBuilder<I, O> needs(Lazy<?> value) {
    needs.add(value);
    return this;
  }

  /**
   * Limits how many items one call may have; 1,000 by default.
   *
   * @param limit the limit, more than 0
   * @return this builder
   */
  public InferenceBuilder<I, O> maxItems(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("maxItems: " + limit + " (expected: 1 or more)");
    }
    this.maxItems = limit;
    return this;
  }

  /**
   * Limits how many items the function sees at once; 32 by default. A call with more is answered in
   * parts, one after the other.
   *
   * @param limit the limit, more than 0
   * @return this builder
   */
  public InferenceBuilder<I, O> maxBatch(int limit) {
    if (limit < 1) {
      throw new IllegalArgumentException("maxBatch: " + limit + " (expected: 1 or more)");
    }
    this.maxBatch = limit;
    return this;
  }

  /**
   * Lets items of calls that come at the same time be answered together; each call by itself by
   * default. The function then sees items of several calls in one list, and a {@link
   * dev.hearth.function.Call} that stands for all of them; so a function for which it matters which
   * call an item came with must not share batches.
   *
   * @param how whether and how
   * @return this builder
   */
  public InferenceBuilder<I, O> batching(Batching how) {
    this.batching = how;
    return this;
  }

  /**
   * Limits how many calls run at once; by default as many as come.
   *
   * @param calls the limit, which several functions may share
   * @return this builder
   */
  public InferenceBuilder<I, O> limit(ConcurrencyLimit calls) {
    this.limit = calls;
    return this;
  }

  /**
   * Sets who gets a report of each call; nobody by default.
   *
   * @param sink the telemetry
   * @return this builder
   */
  public InferenceBuilder<I, O> telemetry(Telemetry sink) {
    this.telemetry = sink;
    return this;
  }

  /**
   * Sets the clock that reports are measured on; the machine's by default.
   *
   * @param clock the clock
   * @return this builder
   */
  public InferenceBuilder<I, O> ticker(Ticker clock) {
    this.ticker = clock;
    return this;
  }

  /**
   * Makes the function, which later changes to this builder do not reach. Loads nothing.
   *
   * @return the function
   */
  public Inference<I, O> build() {
    return new Inference<>(new InferenceBuilder<>(this));
  }
}
