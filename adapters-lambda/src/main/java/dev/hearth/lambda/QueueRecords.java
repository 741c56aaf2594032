package dev.hearth.lambda;

import dev.hearth.Outcome;
import dev.hearth.event.EventEndpoint;
import dev.hearth.function.Call;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Answers messages of SQS: each body is one item. Messages that failed are reported, so that only
 * they come again; in a FIFO queue those after them in the same group do too, to keep their order.
 */
final class QueueRecords implements RecordEvents.Handler {

  private final Batch batch;
  private final EventEndpoint events;

  QueueRecords(Batch batch, EventEndpoint events) {
    this.batch = batch;
    this.events = events;
  }

  @Override
  public byte[] answer(List<JsonValue> messages, Call call) {
    events.requireResults();
    // A message without an id could not be reported: the call fails and all of them come again.
    List<String> ids =
        messages.stream().map(message -> message.field("messageId").text(1, 100)).toList();
    List<Outcome<JsonSink>> outcomes =
        batch.answer(
            ids, messages, (id, message) -> batch.payload(id, message.field("body").text()), call);
    boolean ordered = messages.stream().anyMatch(QueueRecords::isOrdered);
    Set<String> stopped = new HashSet<>();
    Undone undone = new Undone("messages", ids.size());
    for (int i = 0; i < ids.size(); i++) {
      String group = ordered ? group(messages.get(i)) : "";
      if (ordered && stopped.contains(group)) {
        undone.addBlocked(ids.get(i));
      } else if (undone.addIfFailed(ids.get(i), events.keep(ids.get(i), outcomes.get(i), call))) {
        stopped.add(group);
      }
    }
    return undone.report(call, ids.size());
  }

  /** Standard queues know groups as well, but keep no order in them. */
  private static boolean isOrdered(JsonValue message) {
    return Batch.textOrEmpty(message, "eventSourceARN").endsWith(".fifo");
  }

  private static String group(JsonValue message) {
    return message
        .optional("attributes")
        .map(attributes -> Batch.textOrEmpty(attributes, "MessageGroupId"))
        .orElse("");
  }
}
