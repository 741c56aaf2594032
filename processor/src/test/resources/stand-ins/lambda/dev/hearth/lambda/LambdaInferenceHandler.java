package dev.hearth.lambda;

import dev.hearth.Environment;
import dev.hearth.InferenceService;

/** Stands in for the adapter: keeps what it is given. */
public abstract class LambdaInferenceHandler {
  public final InferenceService service;

  protected LambdaInferenceHandler(InferenceService service, Environment environment) {
    this.service = service;
  }
}
