package dev.hearth.lambda.functions;

import dev.hearth.InitPolicy;
import dev.hearth.lambda.LambdaInferenceHandler;
import java.util.concurrent.CountDownLatch;

/** {@link Shout} on a model whose load never ends. */
public final class NeverLoading extends LambdaInferenceHandler {

  /** Begins the load in vain. */
  public NeverLoading() {
    super(Shout.on(new MemoryModel(NeverLoading::hang)).build(), InitPolicy.BACKGROUND);
  }

  private static void hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted", e);
    }
  }
}
