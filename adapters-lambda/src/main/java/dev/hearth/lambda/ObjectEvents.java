package dev.hearth.lambda;

import dev.hearth.Outcome;
import dev.hearth.event.EventEndpoint;
import dev.hearth.function.Call;
import dev.hearth.http.HttpEndpoint;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Answers events that tell of new objects in S3: each object is one item, and its result is written
 * beside it. Results are no items, so that a function does not answer itself.
 */
final class ObjectEvents implements EventKind, RecordEvents.Handler {

  private final EventEndpoint events;

  /** Where an object lies. */
  private record Place(String bucket, String key) {
    @Override
    public String toString() {
      return "s3://" + bucket + "/" + key;
    }
  }

  ObjectEvents(EventEndpoint events) {
    this.events = events;
  }

  /** What EventBridge tells of S3. */
  @Override
  public boolean matches(JsonValue event) {
    return Batch.textOrEmpty(event, "source").equals("aws.s3")
        && Batch.textOrEmpty(event, "detail-type").equals("Object Created")
        && event.optional("detail").isPresent();
  }

  /** EventBridge writes keys as they are. */
  @Override
  public byte[] answer(JsonValue event, Call call) {
    JsonValue detail = event.field("detail");
    String bucket = name(detail.field("bucket").field("name"));
    return answerAll(List.of(new Place(bucket, name(detail.field("object").field("key")))), call);
  }

  /** S3 itself writes keys as URLs do, and tells of other things too if it is told to. */
  @Override
  public byte[] answer(List<JsonValue> records, Call call) {
    List<Place> places =
        records.stream()
            .filter(record -> record.field("eventName").text().startsWith("ObjectCreated:"))
            .map(record -> place(record.field("s3")))
            .toList();
    return answerAll(places, call);
  }

  private static Place place(JsonValue s3) {
    JsonValue key = s3.field("object").field("key");
    String encoded = name(key);
    return new Place(
        name(s3.field("bucket").field("name")),
        key.made(() -> URLDecoder.decode(encoded, StandardCharsets.UTF_8)));
  }

  private static String name(JsonValue value) {
    return value.text(1, 4_000);
  }

  /** An event may come again, and the object may have changed meanwhile: the last result counts. */
  private byte[] answerAll(List<Place> places, Call call) {
    JsonSink written = new JsonSink().beginObject().name("results").beginArray();
    Undone undone = new Undone("objects", places.size());
    for (Place place : places) {
      try {
        events
            .answerObject(place.bucket(), place.key(), HttpEndpoint.MAX_BODY_BYTES, call)
            .ifPresent(key -> written.value(new Place(place.bucket(), key).toString()));
      } catch (RuntimeException | Error e) {
        undone.addIfFailed(place.toString(), Outcome.failure(e));
      }
    }
    undone.throwIfAny();
    return written.endArray().endObject().toUtf8();
  }
}
