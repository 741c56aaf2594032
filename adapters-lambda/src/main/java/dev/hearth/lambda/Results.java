package dev.hearth.lambda;

import dev.hearth.ConfigurationException;
import dev.hearth.Environment;
import dev.hearth.InferenceService;
import dev.hearth.Outcome;
import dev.hearth.function.Call;
import dev.hearth.json.JsonSink;
import dev.hearth.spi.ResultSink;
import java.util.Optional;

/**
 * Where the results of messages and records go. Immutable.
 *
 * @param sink takes them, if there is one
 * @param dropped whether the function's settings say that nobody wants them
 */
record Results(Optional<ResultSink> sink, boolean dropped) {

  /** The variable that says where results go, or that nobody wants them. */
  static final String VARIABLE = "HEARTH_RESULTS";

  private static final String NONE = "none";

  static Results of(InferenceService service, Environment environment) {
    return new Results(service.results(), environment.text(VARIABLE, "").equalsIgnoreCase(NONE));
  }

  /** Refuses to work for nobody, unless the settings say that nobody wants results. */
  void require() {
    if (sink.isEmpty() && !dropped) {
      throw new ConfigurationException(
          VARIABLE
              + ": no place for the results of messages (expected: s3://bucket/prefix, or '"
              + NONE
              + "' to drop them); set it in the environment");
    }
  }

  /** Keeps a result. What cannot be kept counts as failed. */
  Outcome<JsonSink> keep(String id, Outcome<JsonSink> outcome, Call call) {
    if (sink.isPresent() && outcome instanceof Outcome.Success<JsonSink> success) {
      try {
        call.deadline().check("keeping results");
        sink.get().write(id, success.value().toUtf8(), call.deadline());
      } catch (RuntimeException | Error e) {
        return Outcome.failure(e);
      }
    }
    return outcome;
  }
}
