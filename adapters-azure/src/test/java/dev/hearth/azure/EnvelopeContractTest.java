package dev.hearth.azure;

import dev.hearth.InferenceService;
import dev.hearth.json.JsonSink;
import dev.hearth.testkit.function.AdapterSettings;
import dev.hearth.testkit.function.DeliveryResult;
import dev.hearth.testkit.function.Message;
import dev.hearth.testkit.function.MessageAdapter;
import dev.hearth.testkit.function.MessageContract;
import java.util.List;
import java.util.Set;

/** The contract of messages in envelopes over HTTP: what has no success comes again. */
final class EnvelopeContractTest extends MessageContract {

  @Override
  protected MessageAdapter start(InferenceService service, AdapterSettings settings) {
    return new Host(AzureCustomHandler.start(service, WorkerContractTest.seconds(settings)));
  }

  @Override
  protected boolean deliversMany() {
    return false;
  }

  /** Writes a message as the host does: texts are JSON in a JSON text. */
  static String envelope(Message message) {
    return new JsonSink()
        .beginObject()
        .name("Data")
        .beginObject()
        .field("message", quoted(message.body()))
        .endObject()
        .name("Metadata")
        .beginObject()
        .field("DequeueCount", "1")
        .field("Id", quoted(message.id()))
        .endObject()
        .endObject()
        .toString();
  }

  private static String quoted(String text) {
    return new JsonSink().value(text).toString();
  }

  private static final class Host implements MessageAdapter {

    private final AzureCustomHandler handler;
    private final HandlerClient client;

    Host(AzureCustomHandler handler) {
      this.handler = handler;
      this.client = new HandlerClient(handler);
    }

    @Override
    public DeliveryResult deliver(List<Message> messages) throws Exception {
      Message message = messages.get(0);
      boolean isDone = client.post("/kit-queue", envelope(message)).statusCode() == 200;
      return isDone ? DeliveryResult.done() : new DeliveryResult(Set.of(message.id()));
    }

    @Override
    public void close() {
      handler.close();
    }
  }
}
