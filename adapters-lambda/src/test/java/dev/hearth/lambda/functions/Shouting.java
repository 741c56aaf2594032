package dev.hearth.lambda.functions;

import dev.hearth.Inference;
import dev.hearth.lambda.InitPolicy;
import dev.hearth.lambda.LambdaInferenceHandler;

/** {@link Shout} as Lambda starts it. */
public final class Shouting extends LambdaInferenceHandler {

  /** Reads the policy from the environment. */
  public Shouting() {
    this(Shout.on(new MemoryModel(() -> {})).build(), InitPolicy.of(System.getenv()));
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
}
