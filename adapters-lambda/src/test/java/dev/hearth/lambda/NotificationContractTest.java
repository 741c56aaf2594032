package dev.hearth.lambda;

import dev.hearth.Environment;
import dev.hearth.InferenceService;
import dev.hearth.json.JsonSink;
import dev.hearth.lambda.functions.Shouting;
import dev.hearth.testkit.function.AdapterSettings;
import dev.hearth.testkit.function.DeliveryResult;
import dev.hearth.testkit.function.Message;
import dev.hearth.testkit.function.MessageAdapter;
import dev.hearth.testkit.function.MessageContract;
import java.util.Map;
import java.util.Set;

/** Notifications of SNS, one at a time: a call that fails is made again. */
final class NotificationContractTest extends MessageContract {

  @Override
  protected MessageAdapter start(InferenceService service, AdapterSettings settings) {
    Shouting handler = new Shouting(service, new Environment(Map.of("HEARTH_INIT", "lazy")));
    int millis = (int) settings.timeout().toMillis();
    return messages -> {
      Message message = messages.get(0);
      try {
        Calls.call(handler, event(message), new FakeContext("id-1", millis));
        return DeliveryResult.done();
      } catch (RuntimeException | Error e) {
        return new DeliveryResult(Set.of(message.id()));
      }
    };
  }

  @Override
  protected boolean deliversMany() {
    return false;
  }

  private static byte[] event(Message message) {
    return new JsonSink()
        .beginObject()
        .name("Records")
        .beginArray()
        .beginObject()
        .field("EventSource", "aws:sns")
        .name("Sns")
        .beginObject()
        .field("MessageId", message.id())
        .field("Message", message.body())
        .endObject()
        .endObject()
        .endArray()
        .endObject()
        .toUtf8();
  }
}
