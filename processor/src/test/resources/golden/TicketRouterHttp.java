package com.example.tickets;

import dev.hearth.Environment;
import dev.hearth.gcf.HttpInferenceFunction;
import javax.annotation.processing.Generated;

/** {@code TicketRouter} as a Google Cloud function that answers HTTP. */
@Generated("dev.hearth.processor.InferenceFunctionProcessor")
public final class TicketRouterHttp extends HttpInferenceFunction {

  /** Made by the platform. */
  public TicketRouterHttp() {
    super(TicketRouterInference.service(Environment.system()), Environment.system());
  }
}
