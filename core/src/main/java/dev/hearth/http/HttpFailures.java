package dev.hearth.http;

import dev.hearth.Outcome;
import dev.hearth.Problem;
import dev.hearth.function.Call;
import dev.hearth.json.JsonSink;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns failures into responses, and tells the log what the caller does not read. */
final class HttpFailures {

  private static final Logger LOG = LoggerFactory.getLogger(HttpEndpoint.class);
  private static final Map<String, String> RETRY = Map.of("retry-after", "1");

  private HttpFailures() {}

  static HttpResponse refused(Refusal refusal, Call call) {
    String body = body(Problem.INVALID_INPUT, String.valueOf(refusal.getMessage()), call);
    return HttpResponse.json(refusal.status(), body, refusal.headers());
  }

  static HttpResponse failed(Throwable cause, Call call) {
    Outcome.Failure<?> failure = new Outcome.Failure<>(cause);
    Problem problem = failure.problem();
    log(problem, cause, call);
    String body = body(problem, failure.message(), call);
    return HttpResponse.json(problem.httpStatus(), body, problem.retryable() ? RETRY : Map.of());
  }

  /** All of a failure nobody expected, a line of the others, nothing of what a caller did wrong. */
  private static void log(Problem problem, Throwable failure, Call call) {
    if (problem == Problem.INTERNAL) {
      LOG.error("request {} failed", call.requestId(), failure);
    } else if (problem != Problem.INVALID_INPUT && problem != Problem.OVERLOADED) {
      LOG.error("request {} failed: {}", call.requestId(), failure.getMessage());
    }
  }

  private static String body(Problem problem, String message, Call call) {
    return new JsonSink()
        .beginObject()
        .name("error")
        .beginObject()
        .field("code", problem.name())
        .field("message", message)
        .field("requestId", call.requestId())
        .endObject()
        .endObject()
        .toString();
  }
}
