package dev.hearth.testkit.function;

import dev.hearth.InferenceService;

class DirectAdapterTest extends AdapterContract {

  @Override
  protected AdapterUnderTest start(InferenceService service, AdapterSettings settings) {
    return new DirectAdapter(service, settings);
  }
}
