package dev.hearth.examples.ticketrouter;

import dev.hearth.Environment;
import dev.hearth.InferenceService;
import dev.hearth.lambda.LambdaInferenceHandler;

/** The ticket router as AWS Lambda starts it. */
public final class TicketRouterLambda extends LambdaInferenceHandler {

  /** Reads the environment and begins to load the model. */
  public TicketRouterLambda() {
    super(InferenceService.of(TicketRouter.inference(System.getenv())), Environment.system());
  }
}
