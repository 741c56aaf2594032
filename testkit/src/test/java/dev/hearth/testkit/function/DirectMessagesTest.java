package dev.hearth.testkit.function;

import dev.hearth.InferenceService;

class DirectMessagesTest extends MessageContract {

  @Override
  protected MessageAdapter start(InferenceService service, AdapterSettings settings) {
    return new DirectMessages(service, settings);
  }
}
