package dev.hearth.spi;

import dev.hearth.Lease;
import dev.hearth.Model;
import dev.hearth.internal.Counted;
import java.util.concurrent.atomic.AtomicBoolean;

/** One user's right to a loaded model. */
final class ModelLease implements Lease<Model> {

  private final String name;
  private final Counted<LoadedModel> model;
  private final AtomicBoolean closed = new AtomicBoolean();

  ModelLease(String name, Counted<LoadedModel> model) {
    this.name = name;
    this.model = model;
  }

  @Override
  public Model get() {
    if (closed.get()) {
      throw new IllegalStateException(
          "lease on " + name + " is closed (expected: open); use the model before closing it");
    }
    return model.value();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      model.release();
    }
  }
}
