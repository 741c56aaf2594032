package dev.hearth;

import dev.hearth.function.BatchFunction;
import dev.hearth.function.Call;
import dev.hearth.function.Codec;
import dev.hearth.function.ModelsFunction;
import dev.hearth.function.Payload;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import java.util.List;
import java.util.function.Consumer;

/**
 * A function that answers by way of a model, or of several: what an adapter calls and a user
 * describes. Safe for use by many threads.
 *
 * <pre>{@code
 * Inference<Ticket, Route> router =
 *     Inference.builder("ticket-router", models.model("minilm@3"), new TicketCodec(), this::route)
 *         .build();
 * }</pre>
 *
 * <p>The models are loaded by the first call that needs them or earlier by {@link #preload()}, and
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
   * Begins an inference function of one model.
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
      String name, LazyModel model, Codec<I, O> codec, BatchFunction<I, O> function) {
    return builder(
        name,
        List.of(model),
        codec,
        (models, items, call) -> function.infer(models.get(0), items, call));
  }

  /**
   * Begins an inference function of several models.
   *
   * @param name its name, for messages and telemetry
   * @param models the models it runs, at least one
   * @param codec reads items and writes results
   * @param function answers items
   * @param <I> an item
   * @param <O> a result
   * @return a builder
   */
  public static <I, O> InferenceBuilder<I, O> builder(
      String name, List<LazyModel> models, Codec<I, O> codec, ModelsFunction<I, O> function) {
    return new InferenceBuilder<>(name, models, codec, function);
  }

  /**
   * Returns the function's name.
   *
   * @return the name
   */
  public String name() {
    return settings.name;
  }

  /**
   * Returns what reads the function's items and writes its results.
   *
   * @return the codec
   */
  public Codec<I, O> codec() {
    return settings.codec;
  }

  /** Begins to load the models and everything else a first call would wait for. Does not block. */
  public void preload() {
    settings.models.forEach(LazyModel::preload);
    settings.needs.forEach(Lazy::preload);
  }

  /**
   * Loads the models and everything else a first call would wait for. Blocks until it is there, at
   * most until the deadline.
   *
   * @param deadline how long to wait
   * @throws InferenceException if something cannot be loaded
   */
  public void load(Deadline deadline) {
    preload();
    Models.acquire(settings.models, deadline).close();
    settings.needs.forEach(need -> need.get(deadline));
  }

  /**
   * Tells whether the models and everything else a first call would wait for are there. Does not
   * block.
   *
   * @return whether a call would find them
   */
  public boolean isLoaded() {
    return settings.models.stream().allMatch(LazyModel::isLoaded)
        && settings.needs.stream().allMatch(Lazy::isMade);
  }

  /**
   * Answers what waits in batches without waiting for more, until nothing does, of this function
   * and of those that share its scheduler. Blocks; at once true if calls do not share batches.
   *
   * @param deadline how long to wait
   * @return whether nothing waits or runs any more
   */
  public boolean drain(Deadline deadline) {
    return settings.batching.policy().isEmpty() || settings.batching.scheduler().drain(deadline);
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
   * with one result. Items of an array stand alone: one that cannot be read or answered has an
   * error in its place. Blocks like {@link #infer}.
   *
   * @param payload what was sent
   * @param call the call it came with
   * @return the answer
   * @throws InvalidInputException if the payload does not hold items
   * @throws InferenceException if nothing of it could be answered
   */
  public Answer answer(JsonValue payload, Call call) {
    return calls.run(payload, call);
  }

  /**
   * Answers a payload: JSON like {@link #answer(JsonValue, Call)}, another media type that the
   * codec takes as one item. Blocks like {@link #infer}.
   *
   * @param payload what was sent
   * @param call the call it came with
   * @return the answer
   * @throws InvalidInputException if the payload does not hold items
   * @throws InferenceException if nothing of it could be answered
   */
  public Answer answer(Payload payload, Call call) {
    return calls.run(payload, call);
  }

  /**
   * Answers a payload that holds one item with the bytes of one result. Blocks like {@link #infer}.
   *
   * @param payload what was sent
   * @param call the call it came with
   * @return the result in the codec's {@link Codec#resultType()}
   * @throws InferenceException if the payload, the model or the time do not allow an answer
   */
  public byte[] answerBytes(Payload payload, Call call) {
    return calls.bytes(payload, call);
  }

  /**
   * Answers payloads that stand alone, each of them one item: messages of a queue, records of a
   * stream. Blocks like {@link #infer}; throws nothing, unless memory is short.
   *
   * @param payloads what was sent
   * @param call the call they came with
   * @return what became of each, in order
   */
  public List<Outcome<JsonSink>> answerEach(List<Payload> payloads, Call call) {
    return calls.each(payloads, call);
  }

  /**
   * Answers like {@link #answer(Payload, Call)} but gives each result away as soon as it is there,
   * so that neither side holds all of them.
   *
   * @param payload what was sent
   * @param call the call it came with
   * @param sink takes a result or an item's error as one JSON value, in order; runs on this thread
   * @throws InferenceException if the first items could not be answered and nothing was given away
   */
  public void stream(Payload payload, Call call, Consumer<JsonSink> sink) {
    calls.stream(payload, call, sink);
  }
}
