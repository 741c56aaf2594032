package dev.hearth.lambda;

import static java.util.stream.Collectors.toSet;

import dev.hearth.Environment;
import dev.hearth.InferenceException;
import dev.hearth.InferenceService;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import dev.hearth.lambda.functions.Shouting;
import dev.hearth.testkit.function.AdapterSettings;
import dev.hearth.testkit.function.DeliveryResult;
import dev.hearth.testkit.function.Message;
import dev.hearth.testkit.function.MessageAdapter;
import dev.hearth.testkit.function.MessageContract;
import java.util.List;
import java.util.Map;

/** Messages of SQS, a batch at a time. */
final class QueueContractTest extends MessageContract {

  @Override
  protected MessageAdapter start(InferenceService service, AdapterSettings settings) {
    Shouting handler =
        new Shouting(
            service, new Environment(Map.of("HEARTH_INIT", "lazy", "HEARTH_RESULTS", "none")));
    int millis = (int) settings.timeout().toMillis();
    return messages -> {
      try {
        FakeContext context = new FakeContext("id-1", millis);
        JsonValue answer = Calls.json(Calls.call(handler, event(messages), context));
        return new DeliveryResult(
            answer.field("batchItemFailures").items().stream()
                .map(failure -> failure.field("itemIdentifier").text())
                .collect(toSet()));
      } catch (InferenceException e) {
        return new DeliveryResult(messages.stream().map(Message::id).collect(toSet()));
      }
    };
  }

  private static byte[] event(List<Message> messages) {
    JsonSink json = new JsonSink().beginObject().name("Records").beginArray();
    for (Message message : messages) {
      json.beginObject()
          .field("messageId", message.id())
          .field("body", message.body())
          .field("eventSource", "aws:sqs")
          .field("eventSourceARN", "arn:aws:sqs:eu-central-1:123456789012:tickets")
          .endObject();
    }
    return json.endArray().endObject().toUtf8();
  }
}
