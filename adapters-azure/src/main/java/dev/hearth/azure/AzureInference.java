package dev.hearth.azure;

import com.microsoft.azure.functions.ExecutionContext;
import com.microsoft.azure.functions.HttpRequestMessage;
import com.microsoft.azure.functions.HttpResponseMessage;
import com.microsoft.azure.functions.TraceContext;
import dev.hearth.Deadline;
import dev.hearth.Environment;
import dev.hearth.InferenceService;
import dev.hearth.InitPolicy;
import dev.hearth.Lazy;
import dev.hearth.function.Call;
import dev.hearth.http.HttpEndpoint;
import dev.hearth.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the functions of a class in the Java worker delegate to; safe for use by many threads.
 *
 * <pre>{@code
 * public final class TicketRouterAzure {
 *   private static final AzureInference HEARTH =
 *       AzureInference.of(TicketRouter::service, Environment.system());
 *
 *   @FunctionName("ticket-router")
 *   public HttpResponseMessage http(
 *       @HttpTrigger(name = "request", methods = HttpMethod.POST)
 *           HttpRequestMessage<Optional<String>> request,
 *       ExecutionContext context) {
 *     return HEARTH.http(request, context);
 *   }
 * }
 * }</pre>
 *
 * <p>The worker makes an instance of the class for each call, so this is held in a static field. It
 * claims nothing of the worker: no injector, no middleware.
 *
 * <p>The service is made by the first call or by {@link #warmup}, once, however many calls come at
 * once, and on a thread of its own: no lock is held meanwhile, and the class that holds this is
 * initialised before. A failure to make it is told to all who wait and then forgotten. Unless
 * {@value InitPolicy#VARIABLE} is {@code lazy} its models begin to load at that moment.
 *
 * <p>A call has until {@code HEARTH_TIMEOUT} seconds from its beginning, {@value
 * Deployment#DEFAULT_SECONDS} if that is not set: Azure ends an HTTP request after 230.
 */
public final class AzureInference {

  private final Environment environment;
  private final Lazy<Deployment> deployment;

  private AzureInference(Supplier<InferenceService> service, Environment environment) {
    this.environment = environment;
    this.deployment =
        Lazy.of("the function's service", () -> Deployment.begun(service, environment));
  }

  /**
   * Describes what to delegate to; makes nothing and reads nothing yet, so it cannot fail in a
   * static initialiser.
   *
   * @param service makes the service; runs on another thread, with no lock held
   * @param environment the function's environment
   * @return what to delegate to
   */
  public static AzureInference of(Supplier<InferenceService> service, Environment environment) {
    return new AzureInference(service, environment);
  }

  /**
   * Answers an HTTP request, as {@link HttpEndpoint} does; lines come as a whole. Blocks until the
   * answer is there; throws nothing, unless memory is short.
   *
   * @param request the request. Its body is a text or bytes: the worker gives a JSON body to {@code
   *     Optional<String>} only, and bytes that are still what was sent to {@code Optional<byte[]>}
   *     only, and those only of type {@code application/octet-stream}
   * @param context the platform's account of the call
   * @return the response
   */
  public HttpResponseMessage http(
      HttpRequestMessage<? extends Optional<?>> request, ExecutionContext context) {
    return HttpMessages.response(request, answer(request, context));
  }

  /**
   * Answers a message and writes the result to the service's sink, under a name made of the
   * message's text: of messages with the same text there is one result. Blocks until it is written.
   *
   * @param message the message, which is one item
   * @param context the platform's account of the call
   * @throws dev.hearth.InferenceException if it could not be answered, or the result not be
   *     written; the host then delivers the message again, and at last puts it aside
   */
  public void queue(String message, ExecutionContext context) {
    queue(message, Deployment.idOf(message), context);
  }

  /**
   * Answers a message and writes the result to the service's sink, under the message's name. Blocks
   * until it is written.
   *
   * @param message the message, which is one item
   * @param id the message's name, which the trigger gives as {@code @BindingName("Id")}
   * @param context the platform's account of the call
   * @throws dev.hearth.InferenceException if it could not be answered, or the result not be
   *     written; the host then delivers the message again, and at last puts it aside
   */
  public void queue(String message, String id, ExecutionContext context) {
    Call call = call(context);
    deployment.get(call.deadline()).message(id, message, call);
  }

  /**
   * Answers a blob. Blocks until the answer is there.
   *
   * @param content the blob: one item of a type that the codec takes, if its name ends like one;
   *     else JSON, an item or an array of items
   * @param name the blob's name
   * @param context the platform's account of the call
   * @return the answer as JSON, for a binding that writes it
   * @throws dev.hearth.InferenceException if nothing of it could be answered; the host then tries
   *     again, and at last puts the blob's name into a queue
   */
  public byte[] blob(byte[] content, String name, ExecutionContext context) {
    Call call = call(context);
    return deployment.get(call.deadline()).blob(name, content, call).toUtf8();
  }

  /**
   * Answers a batch of events and writes the results to the service's sink, each under a name made
   * of the event's text. Blocks until they are written.
   *
   * <p>The host takes a batch as a whole and does not come back for one of its events. An event
   * that fails is logged with its place in the batch, and the others are answered.
   *
   * @param events the events, each of them one item
   * @param context the platform's account of the call
   * @throws dev.hearth.InferenceException if all failed, and not all because of what was sent, so
   *     that the function's retry policy applies
   */
  public void events(List<String> events, ExecutionContext context) {
    Call call = call(context);
    deployment.get(call.deadline()).events(events, call);
  }

  /**
   * Makes the service and loads its models, before the platform sends calls to this process. Blocks
   * until they are loaded; with {@value InitPolicy#VARIABLE} {@code lazy} it makes the service
   * only.
   *
   * @param context the platform's account of the call
   * @throws dev.hearth.InferenceException if something cannot be loaded; the first call tries again
   */
  public void warmup(ExecutionContext context) {
    Deadline deadline = call(context).deadline();
    deployment.get(deadline).warm(deadline);
  }

  private HttpResponse answer(
      HttpRequestMessage<? extends Optional<?>> request, ExecutionContext context) {
    try {
      Call call = call(context);
      return deployment
          .get(call.deadline())
          .http(HttpMessages.request(request), HttpMessages.isText(request), call);
    } catch (RuntimeException | Error e) {
      return HttpEndpoint.failed(e, new Call(context.getInvocationId(), Deadline.none()));
    }
  }

  private Call call(ExecutionContext context) {
    Deadline deadline = Deadline.after(Deployment.timeout(environment));
    @Nullable TraceContext trace = context.getTraceContext();
    return new Call(
        context.getInvocationId(),
        deadline,
        Optional.ofNullable(trace).map(TraceContext::getTraceparent).filter(id -> !id.isEmpty()));
  }
}
