package dev.hearth.spi;

/** Brings one model into memory: from wherever it is, through a {@link ModelRuntime}. */
@FunctionalInterface
public interface ModelLoader {

  /**
   * Loads the model. Called on a load thread with no lock held; may block for long.
   *
   * @param context the load under way: takes progress and step times
   * @return the model; the caller closes it
   */
  LoadedModel load(LoadContext context);
}
