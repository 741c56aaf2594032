package dev.hearth.telemetry;

import dev.hearth.LoadReport;
import dev.hearth.Problem;
import dev.hearth.json.JsonSink;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Where the time of one call went. Immutable.
 *
 * @param function the function's name
 * @param requestId the platform's name for the call
 * @param traceId the trace the call belongs to
 * @param first whether this was the function's first call in this process
 * @param items how many items the call had
 * @param failed how many of the items failed while others were answered, 0 if none or all
 * @param foundIn where the model was found: {@code memory}, or the layer it was loaded from if this
 *     call was the first to use it, or {@code none} if the call did not get as far
 * @param load how the model was loaded, if this call was the first to use it; {@code model} tells
 *     how long the call waited for that
 * @param read how long reading the items took
 * @param model how long the call waited for the model
 * @param infer how long the function took, with others' items if the call shared a batch
 * @param write how long writing the results took
 * @param batch how the items shared batches, if the function's calls do
 * @param problem what went wrong, or empty
 */
public record CallReport(
    String function,
    String requestId,
    Optional<String> traceId,
    boolean first,
    int items,
    int failed,
    String foundIn,
    Optional<LoadReport> load,
    Duration read,
    Duration model,
    Duration infer,
    Duration write,
    Optional<BatchShare> batch,
    Optional<Problem> problem) {

  private static final double NANOS_PER_MILLI = 1e6;

  /**
   * Returns the report as one line of JSON; times are in milliseconds.
   *
   * @return the line, without its end
   */
  public String toJson() {
    JsonSink json = new JsonSink();
    json.beginObject()
        .field("hearth", "call")
        .field("function", function)
        .field("requestId", requestId);
    traceId.ifPresent(trace -> json.field("traceId", trace));
    json.field("first", first).field("items", items);
    if (failed > 0) {
      json.field("failed", failed);
    }
    json.field("foundIn", foundIn);
    millis(json, "readMillis", read);
    millis(json, "modelMillis", model);
    millis(json, "inferMillis", infer);
    millis(json, "writeMillis", write);
    batch.ifPresent(share -> write(json, share));
    load.ifPresent(report -> steps(json, report));
    problem.ifPresent(kind -> json.field("problem", kind.name()));
    return json.endObject().toString();
  }

  private static void write(JsonSink json, BatchShare share) {
    millis(json, "queuedMillis", share.queued());
    json.field("batchRows", share.rows()).field("batchReason", share.reason());
  }

  private static void steps(JsonSink json, LoadReport report) {
    json.name("loadMillis").beginObject();
    for (Map.Entry<String, Duration> step : report.steps().entrySet()) {
      millis(json, step.getKey(), step.getValue());
    }
    json.endObject();
  }

  private static void millis(JsonSink json, String name, Duration duration) {
    json.field(name, Math.round(duration.toNanos() / NANOS_PER_MILLI * 1000) / 1000.0);
  }
}
