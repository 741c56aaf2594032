package com.example.tickets;

import dev.hearth.Environment;
import dev.hearth.gcf.EventInferenceFunction;
import javax.annotation.processing.Generated;

/** {@code TicketRouter} as a Google Cloud function that takes events. */
@Generated("dev.hearth.processor.InferenceFunctionProcessor")
public final class TicketRouterEvents extends EventInferenceFunction {

  /** Made by the platform. */
  public TicketRouterEvents() {
    super(TicketRouterInference.service(Environment.system()), Environment.system());
  }
}
