package dev.hearth.lambda;

import dev.hearth.Outcome;
import dev.hearth.event.EventEndpoint;
import dev.hearth.function.Call;
import dev.hearth.function.Payload;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Answers records of a stream, in order. The first that failed is reported; it and all after it
 * come again, so that nothing after it is kept.
 */
final class StreamRecords implements RecordEvents.Handler {

  private final Batch batch;
  private final EventEndpoint events;
  private final String part;
  private final String number;
  private final BiFunction<String, JsonValue, Payload> reader;

  private StreamRecords(
      Batch batch,
      EventEndpoint events,
      String part,
      String number,
      BiFunction<String, JsonValue, Payload> reader) {
    this.batch = batch;
    this.events = events;
    this.part = part;
    this.number = number;
    this.reader = reader;
  }

  /** Records of Kinesis, whose data is one item. */
  static StreamRecords kinesis(Batch batch, EventEndpoint events) {
    return new StreamRecords(
        batch,
        events,
        "kinesis",
        "sequenceNumber",
        (id, kinesis) -> batch.payload(id, kinesis.field("data").bytes()));
  }

  /** Changes of a DynamoDB table: what an entry has become is one item. */
  static StreamRecords dynamoDb(Batch batch, EventEndpoint events) {
    return new StreamRecords(
        batch,
        events,
        "dynamodb",
        "SequenceNumber",
        (id, dynamo) -> Payload.json(id, AttributeValues.plain(dynamo.field("NewImage"))));
  }

  @Override
  public byte[] answer(List<JsonValue> all, Call call) {
    events.requireResults();
    List<JsonValue> records = all.stream().filter(StreamRecords::holdsItem).toList();
    // A record without a number could not be reported: the call fails and all of them come again.
    List<String> numbers =
        records.stream().map(r -> r.field(part).field(number).text(1, 200)).toList();
    List<String> ids = records.stream().map(r -> r.field("eventID").text(1, 300)).toList();
    List<Outcome<JsonSink>> outcomes =
        batch.answer(ids, records, (id, record) -> reader.apply(id, record.field(part)), call);
    Undone undone = new Undone("records", records.size());
    for (int i = 0; i < records.size(); i++) {
      if (undone.isEmpty()) {
        undone.addIfFailed(numbers.get(i), events.keep(ids.get(i), outcomes.get(i), call));
      } else {
        undone.addBlocked(numbers.get(i));
      }
    }
    return undone.report(call, 1);
  }

  /** Nothing is left of an entry that was removed. */
  private static boolean holdsItem(JsonValue record) {
    return !Batch.textOrEmpty(record, "eventName").equals("REMOVE");
  }
}
