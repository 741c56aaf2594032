package dev.hearth.lambda;

import dev.hearth.InvalidInputException;
import dev.hearth.function.Call;
import dev.hearth.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Events that are lists of records, all from one source. An event in which some records name a
 * source and others do not is refused as a whole, so that none of them is taken for done.
 */
final class RecordEvents implements EventKind {

  private static final String RECORDS = "Records";

  private final Map<String, Handler> handlers;

  /** Answers the records of one source. Safe for use by many threads. */
  @FunctionalInterface
  interface Handler {
    byte[] answer(List<JsonValue> records, Call call);
  }

  RecordEvents(Map<String, Handler> handlers) {
    this.handlers = handlers;
  }

  @Override
  public boolean matches(JsonValue event) {
    return event.optional(RECORDS).filter(JsonValue::isArray).stream()
        .anyMatch(records -> records.items().stream().anyMatch(r -> handler(r).isPresent()));
  }

  @Override
  public byte[] answer(JsonValue event, Call call) {
    List<JsonValue> records = event.field(RECORDS).items();
    Optional<Handler> handler = handler(records.get(0));
    for (JsonValue record : records) {
      if (handler.isEmpty() || !handler(record).equals(handler)) {
        throw new InvalidInputException(
            "field '%s': not of the same source as the others (expected: one source); send them apart"
                .formatted(record.path()));
      }
    }
    return handler.orElseThrow().answer(records, call);
  }

  /** SNS writes the name of the field in another way. */
  private Optional<Handler> handler(JsonValue record) {
    return record.isObject()
        ? record
            .optional("eventSource")
            .or(() -> record.optional("EventSource"))
            .filter(JsonValue::isText)
            .map(source -> handlers.get(source.text()))
        : Optional.empty();
  }
}
