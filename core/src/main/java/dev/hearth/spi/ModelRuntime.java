package dev.hearth.spi;

import dev.hearth.ModelRef;
import dev.hearth.bundle.Bundle;
import java.nio.file.Path;

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

  /**
   * Tells whether this engine makes bundles of plain models.
   *
   * @return whether {@link #prepareBundle} may be called
   */
  default boolean preparesBundles() {
    return false;
  }

  /**
   * Makes a bundle of a plain model, to be used on this machine. Blocks: seconds for a model of 100
   * MB, whose bytes do not pass through the heap.
   *
   * @param ref the model's name and version
   * @param model its file
   * @param folder where the bundle is to be; must not exist
   * @return the bundle
   * @throws dev.hearth.InferenceException if the model cannot be prepared; it can be served as it
   *     is
   */
  default Bundle prepareBundle(ModelRef ref, Path model, Path folder) {
    throw new UnsupportedOperationException(
        "model '" + ref + "': this engine makes no bundles (expected: preparesBundles())");
  }
}
