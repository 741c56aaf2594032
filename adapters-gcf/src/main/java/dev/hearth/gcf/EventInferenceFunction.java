package dev.hearth.gcf;

import com.google.cloud.functions.CloudEventsFunction;
import dev.hearth.Environment;
import dev.hearth.InferenceService;
import dev.hearth.InvalidInputException;
import dev.hearth.Outcome;
import dev.hearth.event.EventEndpoint;
import dev.hearth.function.Call;
import dev.hearth.json.JsonSink;
import io.cloudevents.CloudEvent;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A function of Google Cloud Functions that answers events with an inference service's {@link
 * InferenceService#main()}; a deployed function's class extends it.
 *
 * <pre>{@code
 * public final class TicketRouterEvents extends EventInferenceFunction {
 *   public TicketRouterEvents() {
 *     super(TicketRouter.service(Environment.system()), Environment.system());
 *   }
 * }
 * }</pre>
 *
 * <ul>
 *   <li>{@value #FINALIZED}: the object is one item; the result is written beside it, under its
 *       name and {@code HEARTH_RESULT_SUFFIX}, by default {@code .result.json}. Objects whose name
 *       ends so, or in a slash, are passed over.
 *   <li>{@value #PUBLISHED}: the message's data is one item, JSON unless its attribute {@code
 *       content-type} names another type; the result goes to the service's {@link
 *       dev.hearth.spi.ResultSink} under the message's id.
 *   <li>any other: the event's data is one item; the result goes there under the event's id.
 * </ul>
 *
 * <p>Results of messages go nowhere if {@code HEARTH_RESULTS} is {@code none} and the service has
 * no sink. Whatever keeps an event from being answered is thrown, so that the platform delivers it
 * again; an event that can never be answered ends that only in a dead-letter topic.
 *
 * <p>Deadlines and limits are those of {@link HttpInferenceFunction}. Safe for use by many threads.
 */
public abstract class EventInferenceFunction implements CloudEventsFunction {

  private static final Logger LOG = LoggerFactory.getLogger(EventInferenceFunction.class);

  static final String FINALIZED = "google.cloud.storage.object.v1.finalized";
  static final String PUBLISHED = "google.cloud.pubsub.topic.v1.messagePublished";

  /** An id becomes the name of an object, which object stores limit. */
  private static final int MAX_ID_LENGTH = 256;

  private final EventEndpoint endpoint;
  private final CallLimits limits;

  /**
   * Makes the function and loads its models like {@link HttpInferenceFunction}.
   *
   * @param service the functions
   * @param environment their settings
   * @throws dev.hearth.ConfigurationException if a setting is not what it should be; the platform
   *     then does not put the new revision into service
   */
  protected EventInferenceFunction(InferenceService service, Environment environment) {
    this(service, environment, CallLimits.of(environment));
  }

  EventInferenceFunction(InferenceService service, Environment environment, CallLimits limits) {
    this.limits = limits;
    endpoint = new EventEndpoint(service, environment);
    ModelLoading.begin(service, environment);
  }

  /**
   * Answers one event. Blocks until its result is written.
   *
   * @param event the event
   * @throws dev.hearth.InferenceException if it cannot be answered; what the function itself throws
   *     comes as it is
   */
  @Override
  public final void accept(CloudEvent event) {
    Optional<String> trace =
        Optional.ofNullable(event.getExtension("traceparent")).map(String::valueOf);
    Call call = new Call(event.getId(), limits.deadline(), trace);
    switch (event.getType()) {
      case FINALIZED -> answer(EventData.object(event, limits.maxBodyBytes()), call);
      case PUBLISHED -> answer(EventData.published(event, limits.maxBodyBytes()), call);
      default -> answer(EventData.own(event, limits.maxBodyBytes()), call);
    }
  }

  private void answer(EventData.ObjectName object, Call call) {
    Optional<String> result =
        endpoint.answerObject(object.bucket(), object.name(), limits.maxBodyBytes(), call);
    if (result.isEmpty()) {
      LOG.debug("event {}: '{}' is a result or a folder", call.requestId(), object.name());
    }
  }

  private void answer(EventData.Message message, Call call) {
    int length = message.id().length();
    if (length == 0 || length > MAX_ID_LENGTH) {
      throw new InvalidInputException(
          "id of the event: "
              + length
              + " characters (expected: 1 to "
              + MAX_ID_LENGTH
              + "); shorten it");
    }
    endpoint.requireResults();
    Outcome<JsonSink> outcome = endpoint.answer(List.of(message.payload()), call).get(0);
    endpoint.keep(message.id(), outcome, call).orThrow();
  }
}
