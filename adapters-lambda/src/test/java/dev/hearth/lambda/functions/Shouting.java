package dev.hearth.lambda.functions;

import dev.hearth.Environment;
import dev.hearth.Inference;
import dev.hearth.InferenceService;
import dev.hearth.InitPolicy;
import dev.hearth.lambda.LambdaInferenceHandler;

/** {@link Shout} as Lambda starts it. */
public final class Shouting extends LambdaInferenceHandler {

  /** Reads the policy from the environment. */
  public Shouting() {
    this(InferenceService.of(Shout.on(new MemoryModel(() -> {})).build()), Environment.system());
  }

  /**
   * Makes the handler.
   *
   * @param inference the function
   * @param policy when its model is loaded
   */
  public Shouting(Inference<?, ?> inference, InitPolicy policy) {
    super(inference, policy);
  }

  /**
   * Makes the handler.
   *
   * @param service what it offers
   * @param environment its settings
   */
  public Shouting(InferenceService service, Environment environment) {
    super(service, environment);
  }
}
