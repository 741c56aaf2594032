package dev.hearth.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.hearth.Deadline;
import dev.hearth.Inference;
import dev.hearth.InferenceException;
import dev.hearth.function.Call;
import dev.hearth.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import org.slf4j.LoggerFactory;

/**
 * A Lambda handler around an inference function; a deployed function's handler extends it.
 *
 * <pre>{@code
 * public final class TicketRouterLambda extends LambdaInferenceHandler {
 *   public TicketRouterLambda() {
 *     super(TicketRouter.inference(), InitPolicy.of(System.getenv()));
 *   }
 * }
 * }</pre>
 *
 * <p>It takes events of API Gateway HTTP APIs (payload format 2.0) and of function URLs, whose
 * answer is an HTTP response, and anything else as the function's own JSON. A failure becomes a
 * status code for the former and a function error for the latter, see {@link dev.hearth.Problem}.
 * An HTTP event is a POST of JSON: other methods get 405, other content types 415, and a failure
 * that may pass a {@code retry-after} of one second.
 *
 * <p>The time Lambda leaves to the call, less a tenth of it or {@value #MAX_REPLY_MARGIN_MILLIS} ms
 * for the way back, whichever is less, is the call's deadline: a call that Lambda itself ends takes
 * the process with it. Safe for use by many threads, as functions with a concurrency of more than
 * one call need it.
 */
public abstract class LambdaInferenceHandler implements RequestStreamHandler {

  /** The longest time kept for the way back, in milliseconds: {@value}. */
  public static final int MAX_REPLY_MARGIN_MILLIS = 500;

  /** What part of the time left is kept for the way back where that is less. */
  private static final int REPLY_MARGIN_PART = 10;

  /** Lambda ends an init phase after ten seconds and starts over; what is left then can go on. */
  private static final Duration INIT_BUDGET = Duration.ofSeconds(9);

  private final Inference<?, ?> inference;

  /**
   * Makes the handler and loads the model as the policy tells. A load that fails here is not fatal:
   * it is logged and tried again by the first call.
   *
   * @param inference the function
   * @param policy when its model is loaded
   */
  protected LambdaInferenceHandler(Inference<?, ?> inference, InitPolicy policy) {
    this.inference = inference;
    try {
      begin(policy);
    } catch (RuntimeException | Error e) {
      warn(e);
    }
  }

  /**
   * Answers one event. Blocks until the answer is written.
   *
   * @param event the event
   * @param answer takes the answer
   * @param context Lambda's account of the call
   * @throws IOException if the platform's streams fail
   * @throws InferenceException if the event is no HTTP event and cannot be answered
   */
  @Override
  public final void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Call call = new Call(context.getAwsRequestId(), deadline(context));
    answer.write(answer(JsonValue.parse(event.readAllBytes(), "event"), call));
  }

  private byte[] answer(JsonValue event, Call call) {
    if (HttpEvent.matches(event)) {
      return new HttpEvent(event).answer(inference, call);
    }
    return inference.answer(event, call).json().toUtf8();
  }

  private void begin(InitPolicy policy) {
    switch (policy) {
      case EAGER -> inference.load(Deadline.after(INIT_BUDGET));
      case BACKGROUND -> inference.preload();
      case LAZY -> {}
    }
  }

  private void warn(Throwable failure) {
    boolean known = failure instanceof InferenceException;
    LoggerFactory.getLogger(LambdaInferenceHandler.class)
        .warn(
            "function '{}' starts without its model: {}; the first call tries again",
            inference.name(),
            known ? failure.getMessage() : failure.toString(),
            known ? null : failure);
  }

  private static Deadline deadline(Context context) {
    long remaining = context.getRemainingTimeInMillis();
    long margin = Math.min(MAX_REPLY_MARGIN_MILLIS, remaining / REPLY_MARGIN_PART);
    return Deadline.after(Duration.ofMillis(remaining - margin));
  }
}
