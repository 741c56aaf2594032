package dev.hearth.spi;

import dev.hearth.ModelRef;

/** An engine that loads and runs models. Implementations are safe for use by many threads. */
public interface ModelRuntime {

  /**
   * Makes the engine itself ready, so that this can be done while a model is still being fetched.
   * Blocks; a second call returns at once.
   *
   * @throws dev.hearth.ConfigurationException if this machine cannot run the engine
   */
  void prepare();

  /**
   * Loads a model. Blocks; cannot be interrupted.
   *
   * @param ref the model's name and version, for its {@link dev.hearth.Model#ref()} and for
   *     messages
   * @param content the model's bytes
   * @param context the load this is a step of; its report becomes the model's
   * @return the model, to be closed by the caller
   * @throws dev.hearth.ModelBrokenException if the bytes are not a model this engine can run
   * @throws dev.hearth.ConfigurationException if this machine cannot run the engine
   */
  LoadedModel load(ModelRef ref, ModelContent content, LoadContext context);
}
