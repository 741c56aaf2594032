package dev.hearth.event;

import dev.hearth.ConfigurationException;
import dev.hearth.Environment;
import dev.hearth.InferenceService;
import dev.hearth.Outcome;
import dev.hearth.function.Call;
import dev.hearth.function.Payload;
import dev.hearth.json.JsonSink;
import dev.hearth.spi.ObjectStore;
import dev.hearth.spi.ResultSink;
import java.util.List;
import java.util.Optional;

/**
 * Answers events with a service's {@link InferenceService#main()} and keeps the results, for which
 * no caller waits. Safe for use by many threads.
 *
 * <p>Results of messages and records go to the service's sink, those of objects beside the object,
 * under its name and the suffix that {@value #SUFFIX} sets.
 */
public final class EventEndpoint {

  /** The variable that sets what the name of a result beside its object ends in: {@value}. */
  public static final String SUFFIX = "HEARTH_RESULT_SUFFIX";

  private static final String DEFAULT_SUFFIX = ".result.json";

  private final InferenceService service;
  private final String place;
  private final String suffix;

  /**
   * Makes an endpoint.
   *
   * @param service what it answers with
   * @param environment the function's settings
   */
  public EventEndpoint(InferenceService service, Environment environment) {
    this.service = service;
    this.place = environment.text(ResultSink.VARIABLE, "");
    this.suffix = environment.text(SUFFIX, DEFAULT_SUFFIX);
  }

  /**
   * Refuses to work for nobody. To be called before messages are answered.
   *
   * @throws ConfigurationException if results of messages would get lost without anybody having
   *     said so
   */
  public void requireResults() {
    if (service.results().isEmpty() && !place.equalsIgnoreCase(ResultSink.NOWHERE)) {
      throw new ConfigurationException(
          ResultSink.VARIABLE
              + ": "
              + (place.isEmpty() ? "not set" : "'" + place + "', but the service has no sink")
              + " (expected: where results of messages go, such as s3://bucket/prefix, or '"
              + ResultSink.NOWHERE
              + "' to drop them); set it in the environment");
    }
  }

  /**
   * Answers messages that stand alone, each of them one item. Blocks like {@link
   * dev.hearth.Inference#answerEach}.
   *
   * @param messages the messages
   * @param call the call they came with
   * @return what became of each, in order; nothing is kept yet
   */
  public List<Outcome<JsonSink>> answer(List<Payload> messages, Call call) {
    return service.main().answerEach(messages, call);
  }

  /**
   * Keeps the result of a message. Blocks until it is kept.
   *
   * @param id the message, the same at each delivery
   * @param outcome what became of it
   * @param call the call it came with
   * @return the same, or why the result could not be kept
   */
  public Outcome<JsonSink> keep(String id, Outcome<JsonSink> outcome, Call call) {
    if (service.results().isEmpty() || !(outcome instanceof Outcome.Success<JsonSink> success)) {
      return outcome;
    }
    try {
      call.deadline().check("keeping the result of message '" + id + "'");
      service.results().get().write(id, success.value().toUtf8(), call.deadline());
      return outcome;
    } catch (RuntimeException | Error e) {
      return Outcome.failure(e);
    }
  }

  /**
   * Answers an object and writes the result beside it, in the place of one that is there. Passes
   * over results and folders, so that its own writing does not start it again. Blocks until the
   * result is written.
   *
   * @param container the bucket or container
   * @param key the object's name there
   * @param maxBytes how long the object may be
   * @param call the call that told of it
   * @return the name of the result, or empty if there was nothing to answer
   * @throws ConfigurationException if there is nowhere to read objects
   * @throws dev.hearth.InferenceException if it cannot be read or answered, or the result not be
   *     written
   */
  public Optional<String> answerObject(String container, String key, long maxBytes, Call call) {
    if (key.endsWith(suffix) || key.endsWith("/")) {
      return Optional.empty();
    }
    ObjectStore objects = service.objects().orElseThrow(this::withoutObjects);
    Payload item = objects.read(container, key, maxBytes, call.deadline());
    JsonSink result = answer(List.of(item), call).get(0).orThrow();
    Payload answer = Payload.json("result", result.toUtf8());
    objects.write(container, key + suffix, answer, call.deadline());
    return Optional.of(key + suffix);
  }

  private ConfigurationException withoutObjects() {
    return new ConfigurationException(
        "objects of function '"
            + service.name()
            + "': nowhere to read them (expected: an ObjectStore); add hearth-cache-s3 to the"
            + " function, or call InferenceService.builder(...).objects(...)");
  }
}
