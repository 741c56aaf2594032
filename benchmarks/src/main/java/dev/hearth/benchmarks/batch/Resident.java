package dev.hearth.benchmarks.batch;

import dev.hearth.Deadline;
import dev.hearth.LazyModel;
import dev.hearth.Lease;
import dev.hearth.Model;
import dev.hearth.ModelRef;

/**
 * A model that is always there; leases itself.
 *
 * @param get the model
 */
record Resident(Model get) implements LazyModel, Lease<Model> {

  @Override
  public ModelRef ref() {
    return get.ref();
  }

  @Override
  public Lease<Model> acquire(Deadline deadline) {
    return this;
  }

  @Override
  public boolean isLoaded() {
    return true;
  }

  @Override
  public void preload() {}

  @Override
  public void close() {}
}
