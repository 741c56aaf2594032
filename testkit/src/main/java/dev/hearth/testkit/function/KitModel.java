package dev.hearth.testkit.function;

import dev.hearth.Deadline;
import dev.hearth.LazyModel;
import dev.hearth.Lease;
import dev.hearth.Model;
import dev.hearth.ModelRef;

/**
 * A model without weights in a real slot; its load does what the test says. It cannot be run. Safe
 * for use by many threads.
 */
public final class KitModel implements LazyModel {

  private final ScriptedModel model =
      new ScriptedModel(
          new ModelRef("weightless", "1"),
          () -> this.load.run(),
          inputs -> {
            throw new UnsupportedOperationException("a model without weights");
          });
  private volatile Runnable load = () -> {};

  /** Makes a model whose load ends at once. */
  public KitModel() {}

  /**
   * Sets what loads do.
   *
   * @param step runs on the thread of each load to come; what it throws fails the load
   * @return this model
   */
  public KitModel onLoad(Runnable step) {
    this.load = step;
    return this;
  }

  /**
   * Returns how many loads were begun.
   *
   * @return the number
   */
  public int loads() {
    return model.loads();
  }

  @Override
  public ModelRef ref() {
    return model.ref();
  }

  @Override
  public Lease<Model> acquire(Deadline deadline) {
    return model.acquire(deadline);
  }

  @Override
  public boolean isLoaded() {
    return model.isLoaded();
  }

  @Override
  public void preload() {
    model.preload();
  }
}
