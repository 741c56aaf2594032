package dev.hearth.azure;

import dev.hearth.InferenceService;
import dev.hearth.testkit.function.AdapterSettings;
import dev.hearth.testkit.function.DeliveryResult;
import dev.hearth.testkit.function.Message;
import dev.hearth.testkit.function.MessageAdapter;
import dev.hearth.testkit.function.MessageContract;
import java.util.Set;

/** The contract of messages in the worker's way: what a method throws comes again. */
final class QueueContractTest extends MessageContract {

  @Override
  protected MessageAdapter start(InferenceService service, AdapterSettings settings) {
    AzureInference inference =
        AzureInference.of(() -> service, WorkerContractTest.seconds(settings));
    return messages -> deliver(inference, messages.get(0));
  }

  @Override
  protected boolean deliversMany() {
    return false;
  }

  private static DeliveryResult deliver(AzureInference inference, Message message) {
    try {
      inference.queue(message.body(), message.id(), new FakeContext("of " + message.id()));
      return DeliveryResult.done();
    } catch (RuntimeException | Error e) {
      return new DeliveryResult(Set.of(message.id()));
    }
  }
}
