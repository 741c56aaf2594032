package dev.hearth.lambda;

import dev.hearth.Inference;
import dev.hearth.Outcome;
import dev.hearth.function.Call;
import dev.hearth.function.Payload;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Has a function answer records that stand alone. Safe for use by many threads. */
final class Batch {

  private static final String TEXT = "text/plain";

  private final Inference<?, ?> inference;
  private final String mediaType;

  Batch(Inference<?, ?> inference) {
    this.inference = inference;
    List<String> types = inference.codec().mediaTypes();
    this.mediaType = types.contains(TEXT) || types.contains("text/*") ? TEXT : Payload.JSON;
  }

  /** A message's text as the function's item: text if its codec reads text, else JSON. */
  Payload payload(String name, String text) {
    return payload(name, text.getBytes(StandardCharsets.UTF_8));
  }

  Payload payload(String name, byte[] bytes) {
    return new Payload(name, mediaType, bytes);
  }

  /**
   * Answers records. Throws nothing, unless memory is short.
   *
   * @param reader reads a record's one item; what it throws is the record's own failure
   */
  <R> List<Outcome<JsonSink>> answer(
      List<String> ids, List<R> records, BiFunction<String, R, Payload> reader, Call call) {
    Map<Integer, Throwable> unread = new HashMap<>();
    List<Payload> payloads = new ArrayList<>(records.size());
    for (int i = 0; i < records.size(); i++) {
      try {
        payloads.add(reader.apply(ids.get(i), records.get(i)));
      } catch (RuntimeException e) {
        unread.put(i, e);
      }
    }
    List<Outcome<JsonSink>> answered =
        payloads.isEmpty() ? List.of() : inference.answerEach(payloads, call);
    List<Outcome<JsonSink>> outcomes = new ArrayList<>(records.size());
    int next = 0;
    for (int i = 0; i < records.size(); i++) {
      Throwable cause = unread.get(i);
      outcomes.add(cause == null ? answered.get(next++) : Outcome.failure(cause));
    }
    return outcomes;
  }

  /** Finds the text of a field that may be anything else, or not there. */
  static String textOrEmpty(JsonValue value, String field) {
    return value.isObject()
        ? value.optional(field).filter(JsonValue::isText).map(JsonValue::text).orElse("")
        : "";
  }
}
