package dev.hearth.spi;

import dev.hearth.Deadline;
import dev.hearth.Environment;
import dev.hearth.function.Payload;
import java.net.URI;
import java.util.Optional;

/**
 * Takes the results of messages and records, which have no caller to answer to. Implementations are
 * safe for use by many threads.
 *
 * <p>A message may be delivered more than once; whoever takes its results keeps the first.
 */
@FunctionalInterface
public interface ResultSink {

  /** The variable that says where results go: {@value}. */
  String VARIABLE = "HEARTH_RESULTS";

  /** What the variable holds if nobody wants the results: {@value}. */
  String NOWHERE = "none";

  /**
   * Takes a result. Blocks until it is kept.
   *
   * @param id the message or record, the same at each delivery
   * @param json the result
   * @param deadline how long the caller will wait
   * @throws dev.hearth.InferenceException if it could not be kept; the message then counts as
   *     failed
   */
  void write(String id, byte[] json, Deadline deadline);

  /**
   * Returns the sink that a function's environment names by {@value #VARIABLE}.
   *
   * @param environment the function's settings
   * @param store where objects are kept
   * @return the sink; empty if none is named, or nobody wants the results: {@value #NOWHERE}
   */
  static Optional<ResultSink> of(Environment environment, ObjectStore store) {
    return environment.text(VARIABLE, NOWHERE).equalsIgnoreCase(NOWHERE)
        ? Optional.empty()
        : environment.uri(VARIABLE).map(place -> objects(store, place));
  }

  /**
   * Returns a sink that keeps each result as an object {@code <id>.json}, and never replaces one.
   *
   * @param store where objects are kept
   * @param place a URI whose host is the bucket and whose path is the prefix: {@code s3://bucket/x}
   * @return the sink
   * @throws IllegalArgumentException if the URI names no bucket
   */
  static ResultSink objects(ObjectStore store, URI place) {
    String bucket = place.getAuthority();
    if (bucket == null) {
      throw new IllegalArgumentException(
          "place of results: '" + place + "' (expected: scheme://bucket/prefix)");
    }
    String path = place.getPath().replaceAll("^/|/$", "");
    String prefix = path.isEmpty() ? "" : path + "/";
    return (id, json, deadline) ->
        store.writeNew(bucket, prefix + id + ".json", Payload.json("result", json), deadline);
  }
}
