package dev.hearth.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hearth.Deadline;
import dev.hearth.Environment;
import dev.hearth.Inference;
import dev.hearth.InferenceException;
import dev.hearth.InferenceService;
import dev.hearth.InitPolicy;
import dev.hearth.InvalidInputException;
import dev.hearth.event.EventEndpoint;
import dev.hearth.function.Call;
import dev.hearth.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Lambda handler around an inference service; a deployed function's handler extends it.
 *
 * <pre>{@code
 * public final class TicketRouterLambda extends LambdaInferenceHandler {
 *   public TicketRouterLambda() {
 *     super(TicketRouterInference.service(Environment.system()), Environment.system());
 *   }
 * }
 * }</pre>
 *
 * <p>It knows an event by its shape:
 *
 * <ul>
 *   <li>HTTP requests of function URLs, API Gateway (HTTP and REST APIs) and load balancers are
 *       answered as {@link dev.hearth.http.HttpEndpoint} says, whatever happens.
 *   <li>Messages of SQS and records of Kinesis and DynamoDB streams: results go to {@link
 *       InferenceService#results()}, failures are reported by item, so the event source needs
 *       {@code ReportBatchItemFailures}. Nothing that could not be reported counts as done: the
 *       call fails then, and all of the batch comes again.
 *   <li>Notifications of SNS and events of EventBridge: results are what the call returns, for a
 *       destination, and go to {@link InferenceService#results()} if there is one. A failure fails
 *       the call, so that the platform tries again.
 *   <li>New objects in S3, told of by S3 itself or by EventBridge: read from {@link
 *       InferenceService#objects()}, results are written beside them. A failure fails the call.
 *   <li>Anything else is the function's own JSON; so is the answer. A failure fails the call. The
 *       client context may name the route, in {@code custom.route}.
 * </ul>
 *
 * <p>Answers are whole: Lambda's Java runtime sends none in parts, so a caller who asks for lines
 * gets all of them at the end.
 *
 * <p>The time Lambda leaves to the call, less some for the way back ({@link Deadline#ofCall}), is
 * the call's deadline: a call that Lambda itself ends takes the process with it. Safe for use by
 * many threads, as functions with a concurrency of more than one call need it.
 */
public abstract class LambdaInferenceHandler implements RequestStreamHandler {

  /** Lambda ends an init phase after ten seconds and starts over; what is left then can go on. */
  private static final Duration INIT_BUDGET = Duration.ofSeconds(9);

  private static final String INIT_TYPE = "AWS_LAMBDA_INITIALIZATION_TYPE";
  private static final String ON_DEMAND = "on-demand";

  private final InferenceService service;
  private final Environment environment;
  private final List<EventKind> kinds;

  /**
   * Makes the handler and loads the models when {@code HEARTH_INIT} says: without it, in the
   * background for a start on demand, else before the constructor returns. A load that fails here
   * is not fatal: it is logged and tried again by the first call.
   *
   * @param service what the function offers
   * @param environment its settings
   * @throws dev.hearth.ConfigurationException if a setting is not what it should be
   */
  protected LambdaInferenceHandler(InferenceService service, Environment environment) {
    this(service, environment, policy(environment));
  }

  /**
   * Makes the handler of one function without other settings, as {@link
   * #LambdaInferenceHandler(InferenceService, Environment)} does.
   *
   * @param inference the function
   * @param policy when its models are loaded
   */
  protected LambdaInferenceHandler(Inference<?, ?> inference, InitPolicy policy) {
    this(InferenceService.of(inference), Environment.system(), policy);
  }

  private LambdaInferenceHandler(
      InferenceService service, Environment environment, InitPolicy policy) {
    this.service = service;
    this.environment = environment;
    this.kinds = kinds(service, environment);
    service.begin(policy, INIT_BUDGET);
  }

  /**
   * Answers one event. Blocks until the answer is written.
   *
   * @param event the event
   * @param answer takes the answer
   * @param context Lambda's account of the call
   * @throws IOException if the platform's streams fail
   * @throws InferenceException if the call has to count as failed
   */
  @Override
  public final void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Call call = PlatformCall.of(context, environment);
    answer.write(answer(JsonValue.parse(event.readAllBytes(), "event"), call, context));
  }

  private byte[] answer(JsonValue event, Call call, Context context) {
    if (event.isObject()) {
      for (EventKind kind : kinds) {
        if (kind.matches(event)) {
          return kind.answer(event, call);
        }
      }
    }
    return direct(context).answer(event, call).json().toUtf8();
  }

  private Inference<?, ?> direct(Context context) {
    Optional<String> route = PlatformCall.route(context);
    return route.isEmpty()
        ? service.main()
        : service.at(route.get()).orElseThrow(() -> unknown(route.get()));
  }

  private InvalidInputException unknown(String route) {
    return new InvalidInputException(
        "route: '%s' (expected: %s); name one of them in the client context"
            .formatted(route, String.join(", ", service.routes())));
  }

  private static List<EventKind> kinds(InferenceService service, Environment environment) {
    Batch batch = new Batch(service.main());
    EventEndpoint events = new EventEndpoint(service, environment);
    AsyncEvents async = new AsyncEvents(service, batch, events);
    ObjectEvents objects = new ObjectEvents(events);
    RecordEvents records =
        new RecordEvents(
            Map.of(
                "aws:sqs",
                new QueueRecords(batch, events),
                "aws:kinesis",
                StreamRecords.kinesis(batch, events),
                "aws:dynamodb",
                StreamRecords.dynamoDb(batch, events),
                "aws:sns",
                async,
                "aws:s3",
                objects));
    return List.of(new HttpEvents(service), records, objects, async);
  }

  static InitPolicy policy(Environment environment) {
    boolean onDemand = environment.text(INIT_TYPE, ON_DEMAND).equals(ON_DEMAND);
    return InitPolicy.of(environment, onDemand ? InitPolicy.BACKGROUND : InitPolicy.EAGER);
  }
}
