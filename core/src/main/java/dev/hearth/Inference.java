package dev.hearth;

import dev.hearth.function.Call;
import dev.hearth.function.Codec;
import dev.hearth.function.InferenceFunction;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import java.util.List;

/**
 * A function that answers by way of a model: what an adapter calls and a user describes. Safe for
 * use by many threads.
 *
 * <pre>{@code
 * Inference<Ticket, Route> router =
 *     Inference.builder("ticket-router", models.model("minilm@3"), new TicketCodec(), this::route)
 *         .build();
 * }</pre>
 *
 * <p>The model is loaded by the first call that needs it or earlier by {@link #preload()}, and
 * leased for the duration of each call.
 *
 * @param <I> an item
 * @param <O> a result
 */
public final class Inference<I, O> {

  private final InferenceBuilder<I, O> settings;
  private final CallRunner<I, O> calls;

  Inference(InferenceBuilder<I, O> settings) {
    this.settings = settings;
    this.calls = new CallRunner<>(settings);
  }

  /**
   * Begins an inference function.
   *
   * @param name its name, for messages and telemetry
   * @param model the model it runs
   * @param codec reads items and writes results
   * @param function answers items
   * @param <I> an item
   * @param <O> a result
   * @return a builder
   */
  public static <I, O> InferenceBuilder<I, O> builder(
      String name, LazyModel model, Codec<I, O> codec, InferenceFunction<I, O> function) {
    return new InferenceBuilder<>(name, model, codec, function);
  }

  /**
   * Returns the function's name.
   *
   * @return the name
   */
  public String name() {
    return settings.name;
  }

  /** Begins to load the model and everything else a first call would wait for. Does not block. */
  public void preload() {
    settings.model.preload();
    settings.needs.forEach(Lazy::preload);
  }

  /**
   * Loads the model and everything else a first call would wait for. Blocks until it is there, at
   * most until the deadline.
   *
   * @param deadline how long to wait
   * @throws InferenceException if something cannot be loaded
   */
  public void load(Deadline deadline) {
    preload();
    settings.model.acquire(deadline).close();
    settings.needs.forEach(need -> need.get(deadline));
  }

  /**
   * Answers items. Blocks until the answer is there or the deadline has passed.
   *
   * @param items the items; none gives an empty answer without loading anything
   * @param call the call they came with
   * @return a result for each item, in order
   * @throws InferenceException if the items, the model or the time do not allow an answer
   */
  public List<O> infer(List<I> items, Call call) {
    return calls.run(items, call);
  }

  /**
   * Answers a JSON value: an array of items with an array of results, anything else as one item
   * with one result. Blocks like {@link #infer}.
   *
   * @param payload what was sent
   * @param call the call it came with
   * @return the answer
   * @throws InvalidInputException if the payload does not hold items
   * @throws InferenceException if the model or the time do not allow an answer
   */
  public JsonSink answer(JsonValue payload, Call call) {
    return calls.run(payload, call);
  }
}
