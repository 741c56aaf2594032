package dev.hearth.lambda;

import dev.hearth.ConfigurationException;
import dev.hearth.Environment;
import dev.hearth.InferenceService;
import dev.hearth.Outcome;
import dev.hearth.function.Call;
import dev.hearth.function.Payload;
import dev.hearth.http.HttpEndpoint;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import dev.hearth.spi.ObjectStore;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Answers events that tell of new objects in S3: each object is one item, and its result is written
 * beside it. Results are no items, so that a function does not answer itself.
 */
final class ObjectEvents implements EventKind, RecordEvents.Handler {

  /** The variable that says how names of results end. */
  static final String SUFFIX = "HEARTH_RESULT_SUFFIX";

  private static final String DEFAULT_SUFFIX = ".result.json";

  private final InferenceService service;
  private final Batch batch;
  private final String suffix;

  /** Where an object lies. */
  private record Place(String bucket, String key) {
    @Override
    public String toString() {
      return "s3://" + bucket + "/" + key;
    }
  }

  ObjectEvents(InferenceService service, Batch batch, Environment environment) {
    this.service = service;
    this.batch = batch;
    this.suffix = environment.text(SUFFIX, DEFAULT_SUFFIX);
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

  private byte[] answerAll(List<Place> told, Call call) {
    List<Place> places = told.stream().filter(p -> !p.key().endsWith(suffix)).toList();
    JsonSink written = new JsonSink().beginObject().name("results").beginArray();
    if (!places.isEmpty()) {
      ObjectStore store = store();
      List<String> names = places.stream().map(Place::toString).toList();
      List<Outcome<JsonSink>> outcomes =
          batch.answer(names, places, (name, place) -> read(store, place, call), call);
      Undone undone = new Undone("objects", places.size());
      for (int i = 0; i < places.size(); i++) {
        Results beside = beside(store, places.get(i));
        undone.addIfFailed(names.get(i), beside.keep(names.get(i), outcomes.get(i), call));
        written.value(names.get(i) + suffix);
      }
      undone.throwIfAny();
    }
    return written.endArray().endObject().toUtf8();
  }

  private static Payload read(ObjectStore store, Place place, Call call) {
    return store.read(place.bucket(), place.key(), HttpEndpoint.MAX_BODY_BYTES, call.deadline());
  }

  /** An event may come again, and the object may have changed meanwhile: the last result counts. */
  private Results beside(ObjectStore store, Place place) {
    return new Results(
        Optional.of(
            (name, json, deadline) ->
                store.write(
                    place.bucket(), place.key() + suffix, Payload.json(name, json), deadline)),
        false);
  }

  private ObjectStore store() {
    return service
        .objects()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "objects of service '"
                        + service.name()
                        + "': no store (expected: one, as the event tells of an object); add"
                        + " hearth-cache-s3 to the function and give the service S3Objects"));
  }
}
