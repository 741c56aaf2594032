package dev.hearth;

import dev.hearth.function.Codec;
import dev.hearth.function.InferenceFunction;
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

  final String name;
  final LazyModel model;
  final Codec<I, O> codec;
  final InferenceFunction<I, O> function;
  final List<Lazy<?>> needs = new ArrayList<>();
  int maxItems = MAX_ITEMS;
  Telemetry telemetry = Telemetry.none();
  Ticker ticker = Ticker.system();

  InferenceBuilder(
      String name, LazyModel model, Codec<I, O> codec, InferenceFunction<I, O> function) {
    this.name = name;
    this.model = model;
    this.codec = codec;
    this.function = function;
  }

  private InferenceBuilder(InferenceBuilder<I, O> other) {
    this(other.name, other.model, other.codec, other.function);
    needs.addAll(other.needs);
    maxItems = other.maxItems;
    telemetry = other.telemetry;
    ticker = other.ticker;
  }

  /**
   * Names something that the function waits for beside its model, so that it is made ready early
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
