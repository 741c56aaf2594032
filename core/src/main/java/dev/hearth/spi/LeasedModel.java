package dev.hearth.spi;

import java.util.concurrent.atomic.AtomicInteger;

/** A loaded model and the number of its users; whoever counts down to zero closes it. */
final class LeasedModel {

  private final LoadedModel model;

  /** The slot itself is the first user, until it evicts the model. */
  private final AtomicInteger users = new AtomicInteger(1);

  LeasedModel(LoadedModel model) {
    this.model = model;
  }

  LoadedModel model() {
    return model;
  }

  /** Adds a user, unless the last one has left already. */
  boolean retain() {
    int now = users.get();
    while (now > 0) {
      int seen = users.compareAndExchange(now, now + 1);
      if (seen == now) {
        return true;
      }
      now = seen;
    }
    return false;
  }

  void release() {
    if (users.decrementAndGet() == 0) {
      model.close();
    }
  }
}
