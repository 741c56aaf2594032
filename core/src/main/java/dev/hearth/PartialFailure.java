package dev.hearth;

import dev.hearth.function.Call;
import dev.hearth.json.JsonSink;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in report and log that some items of a call failed while others were answered. */
final class PartialFailure {

  private static final Logger LOG = LoggerFactory.getLogger(Inference.class);

  private PartialFailure() {}

  /** Takes note of failures, and logs them unless the caller is told by an exception. */
  static void note(
      List<Outcome<JsonSink>> outcomes,
      boolean thrownIfAll,
      String function,
      Call call,
      CallClock clock) {
    int failed = 0;
    Outcome.Failure<JsonSink> first = null;
    for (Outcome<JsonSink> outcome : outcomes) {
      if (outcome instanceof Outcome.Failure<JsonSink> failure) {
        failed++;
        first = first == null || worse(failure, first) ? failure : first;
      }
    }
    if (first == null) {
      return;
    }
    clock.failed(failed, first.problem());
    if (failed < outcomes.size() || !thrownIfAll) {
      log(first, failed, outcomes.size(), function, call);
    }
  }

  /** What nobody expected is told before what somebody sent. */
  private static boolean worse(Outcome.Failure<?> failure, Outcome.Failure<?> than) {
    return failure.problem() == Problem.INTERNAL && than.problem() != Problem.INTERNAL;
  }

  private static void log(
      Outcome.Failure<?> failure, int failed, int items, String function, Call call) {
    if (failure.problem() == Problem.INTERNAL) {
      LOG.error(
          "request {} to function '{}': {} of {} items failed, one of them by",
          call.requestId(),
          function,
          failed,
          items,
          failure.cause());
    } else {
      LOG.warn(
          "request {} to function '{}': {} of {} items failed, one of them by {}",
          call.requestId(),
          function,
          failed,
          items,
          failure.problem());
    }
  }
}
