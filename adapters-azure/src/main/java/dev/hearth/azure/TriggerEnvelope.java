package dev.hearth.azure;

import dev.hearth.InvalidInputException;
import dev.hearth.function.Call;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;

/**
 * What the host posts to a custom handler when a trigger other than HTTP fires: {@code {"Data":
 * {binding: value}, "Metadata": {...}}}. Immutable.
 *
 * <p>The host writes texts as JSON texts that hold a JSON text, bytes as base64, and objects as
 * they are. A blob is told from a message by its {@code Uri}.
 */
record TriggerEnvelope(JsonValue value, Optional<JsonValue> metadata) {

  private static final String QUOTE = "\"";

  static TriggerEnvelope parse(byte[] body) {
    JsonValue envelope = JsonValue.parse(body, "body");
    JsonValue data = envelope.field("Data");
    Iterator<String> names = data.names().iterator();
    if (!names.hasNext()) {
      throw new InvalidInputException(
          "field 'Data': empty (expected: the value of the trigger's binding); send it");
    }
    return new TriggerEnvelope(
        data.field(names.next()), envelope.optional("Metadata").filter(JsonValue::isObject));
  }

  /** Answers what came and says so in the form that the host wants. */
  byte[] answer(Deployment deployment, Call call) {
    Optional<String> uri = text("Uri");
    String result =
        (uri.isPresent() ? blob(uri.get(), deployment, call) : message(deployment, call))
            .toString();
    return new JsonSink()
        .beginObject()
        .name("Outputs")
        .beginObject()
        .field("result", result)
        .endObject()
        .name("Logs")
        .beginArray()
        .endArray()
        .field("ReturnValue", result)
        .endObject()
        .toUtf8();
  }

  private JsonSink message(Deployment deployment, Call call) {
    Optional<String> id = text("Id");
    if (!value.isText()) {
      return deployment.message(id.orElseGet(call::requestId), value, call);
    }
    String text = unquoted(value.text());
    return deployment.message(id.orElseGet(() -> Deployment.idOf(text)), text, call);
  }

  private JsonSink blob(String uri, Deployment deployment, Call call) {
    String text = value.text();
    boolean isText = text.startsWith(QUOTE);
    byte[] content = isText ? unquoted(text).getBytes(StandardCharsets.UTF_8) : value.bytes();
    return deployment.blob(uri, content, call);
  }

  private Optional<String> text(String name) {
    return metadata
        .flatMap(fields -> fields.optional(name))
        .filter(JsonValue::isText)
        .map(field -> unquoted(field.text()))
        .filter(text -> !text.isEmpty());
  }

  private static String unquoted(String text) {
    if (!text.startsWith(QUOTE)) {
      return text;
    }
    return JsonValue.parse(text.getBytes(StandardCharsets.UTF_8), "value").text();
  }
}
