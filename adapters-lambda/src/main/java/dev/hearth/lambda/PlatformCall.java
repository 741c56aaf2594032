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

  private static final String TRACE_PROPERTY = "com.amazonaws.xray.traceHeader";
  private static final String TRACE_VARIABLE = "_X_AMZN_TRACE_ID";
  private static final String ROUTE = "route";

  private PlatformCall() {}

  static Call of(Context context, Environment environment) {
    Deadline deadline = Deadline.ofCall(Duration.ofMillis(context.getRemainingTimeInMillis()));
    return new Call(context.getAwsRequestId(), deadline, trace(context, environment));
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
