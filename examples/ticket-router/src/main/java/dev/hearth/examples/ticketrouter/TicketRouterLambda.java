package dev.hearth.examples.ticketrouter;

import dev.hearth.lambda.InitPolicy;
import dev.hearth.lambda.LambdaInferenceHandler;

/** The ticket router as AWS Lambda starts it. */
public final class TicketRouterLambda extends LambdaInferenceHandler {

  /** Reads the environment and begins to load the model. */
  public TicketRouterLambda() {
    super(TicketRouter.inference(System.getenv()), InitPolicy.of(System.getenv()));
  }
}
