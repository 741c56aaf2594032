package dev.hearth.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.Context;
import dev.hearth.Deadline;
import dev.hearth.Environment;
import dev.hearth.function.Call;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads Lambda's account of a call. */
final class PlatformCall {

  /** What part of the time left is kept for the way back where that is less than the most. */
  private static final int REPLY_MARGIN_PART = 10;

  private static final String TRACE_PROPERTY = "com.amazonaws.xray.traceHeader";
  private static final String TRACE_VARIABLE = "_X_AMZN_TRACE_ID";
  private static final String ROUTE = "route";

  private PlatformCall() {}

  static Call of(Context context, Environment environment) {
    return new Call(context.getAwsRequestId(), deadline(context), trace(context, environment));
  }

  private static Deadline deadline(Context context) {
    long remaining = context.getRemainingTimeInMillis();
    long most = LambdaInferenceHandler.MAX_REPLY_MARGIN_MILLIS;
    long margin = Math.min(most, remaining / REPLY_MARGIN_PART);
    return Deadline.after(Duration.ofMillis(remaining - margin));
  }

  private static Optional<String> trace(Context context, Environment environment) {
    return Optional.ofNullable(traceOf(context))
        .or(() -> Optional.ofNullable(System.getProperty(TRACE_PROPERTY)))
        .or(() -> environment.text(TRACE_VARIABLE));
  }

  /** Runtimes that are older than the method have an interface without it. */
  private static @Nullable String traceOf(Context context) {
    try {
      return context.getXrayTraceId();
    } catch (NoSuchMethodError e) {
      return null;
    }
  }

  /** Whoever calls the function directly may name a route in the client context. */
  static Optional<String> route(Context context) {
    return Optional.ofNullable(context.getClientContext())
        .map(ClientContext::getCustom)
        .map(custom -> custom.get(ROUTE));
  }
}
