package dev.hearth.gcf;

import dev.hearth.Environment;
import dev.hearth.InferenceService;

/** Stands in for the adapter: keeps what it is given. */
public abstract class HttpInferenceFunction {
  public final InferenceService service;

  protected HttpInferenceFunction(InferenceService service, Environment environment) {
    this.service = service;
  }
}
