package dev.hearth.lambda;

import dev.hearth.Answer;
import dev.hearth.InferenceService;
import dev.hearth.Outcome;
import dev.hearth.event.EventEndpoint;
import dev.hearth.function.Call;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import java.util.List;

/**
 * Answers events that Lambda itself queues, tries again and gives to a destination: notifications
 * of SNS and events of EventBridge. Results go to the destination, and are kept if there is a place
 * for them; any failure fails the call.
 */
final class AsyncEvents implements EventKind, RecordEvents.Handler {

  private final InferenceService service;
  private final Batch batch;
  private final EventEndpoint events;

  AsyncEvents(InferenceService service, Batch batch, EventEndpoint events) {
    this.service = service;
    this.batch = batch;
    this.events = events;
  }

  /** An event of EventBridge: its detail is what was sent. */
  @Override
  public boolean matches(JsonValue event) {
    return !Batch.textOrEmpty(event, "detail-type").isEmpty()
        && !Batch.textOrEmpty(event, "source").isEmpty()
        && event.optional("detail").isPresent();
  }

  @Override
  public byte[] answer(JsonValue event, Call call) {
    Answer answer = service.main().answer(event.field("detail"), call);
    JsonSink json = answer.json();
    if (service.results().isPresent()) {
      String id = event.field("id").text(1, 200);
      Undone undone = new Undone("events", 1);
      undone.addIfFailed(id, events.keep(id, Outcome.success(json), call));
      undone.throwIfAny();
    }
    return json.toUtf8();
  }

  /** Notifications of SNS: each message is one item. */
  @Override
  public byte[] answer(List<JsonValue> records, Call call) {
    List<JsonValue> notices = records.stream().map(record -> record.field("Sns")).toList();
    List<String> ids = notices.stream().map(n -> n.field("MessageId").text(1, 200)).toList();
    List<Outcome<JsonSink>> outcomes =
        batch.answer(
            ids, notices, (id, notice) -> batch.payload(id, notice.field("Message").text()), call);
    Undone undone = new Undone("notifications", ids.size());
    JsonSink answer = new JsonSink().beginArray();
    for (int i = 0; i < ids.size(); i++) {
      undone.addIfFailed(ids.get(i), events.keep(ids.get(i), outcomes.get(i), call));
      if (outcomes.get(i) instanceof Outcome.Success<JsonSink> success) {
        answer.whole(success.value());
      }
    }
    undone.throwIfAny();
    return answer.endArray().toUtf8();
  }
}
