package dev.hearth.function;

import dev.hearth.Environment;
import dev.hearth.ModelSource;

/**
 * Says where a function's models come from. An implementation that an annotation names has a
 * constructor without parameters.
 */
@FunctionalInterface
public interface ModelProvider {

  /**
   * Makes the source of the models, once a process. Loads nothing.
   *
   * @param environment the function's settings
   * @return the source
   */
  ModelSource models(Environment environment);
}
