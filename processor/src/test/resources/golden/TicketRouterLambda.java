package com.example.tickets;

import dev.hearth.Environment;
import dev.hearth.lambda.LambdaInferenceHandler;
import javax.annotation.processing.Generated;

/** {@code TicketRouter} as an AWS Lambda function. */
@Generated("dev.hearth.processor.InferenceFunctionProcessor")
public final class TicketRouterLambda extends LambdaInferenceHandler {

  /** Made by the platform. */
  public TicketRouterLambda() {
    super(TicketRouterInference.service(Environment.system()), Environment.system());
  }
}
