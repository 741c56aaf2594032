package dev.hearth;

import java.util.ArrayList;
import java.util.List;

/**
 * The models of one call, loaded and leased until it ends. Safe for use by many threads during the
 * call.
 */
public final class Models implements AutoCloseable {

  private final List<Lease<Model>> leases;

  private Models(List<Lease<Model>> leases) {
    this.leases = leases;
  }

  /** Leases models, loading at once what is not in memory. Blocks like each of them. */
  static Models acquire(List<LazyModel> models, Deadline deadline) {
    if (models.size() > 1) {
      preload(models);
    }
    Models acquired = new Models(new ArrayList<>(models.size()));
    try {
      for (LazyModel model : models) {
        acquired.leases.add(model.acquire(deadline));
      }
      return acquired;
    } catch (RuntimeException | Error e) {
      acquired.close();
      throw e;
    }
  }

  private static void preload(List<LazyModel> models) {
    for (LazyModel model : models) {
      if (!model.isLoaded()) {
        model.preload();
      }
    }
  }

  /**
   * Returns a model.
   *
   * @param index its place among the models the function was described with, from 0
   * @return the model
   */
  public Model get(int index) {
    return leases.get(index).get();
  }

  /**
   * Returns how many models there are.
   *
   * @return the number, at least 1
   */
  public int size() {
    return leases.size();
  }

  /** Returns the models in their order. */
  List<Model> list() {
    return leases.stream().map(Lease::get).toList();
  }

  /** Tells whether these are the very models of a list. */
  boolean are(List<Model> others) {
    for (int i = 0; i < leases.size(); i++) {
      if (leases.get(i).get() != others.get(i)) {
        return false;
      }
    }
    return true;
  }

  /** Gives the leases back; whoever acquired the models calls it. */
  @Override
  public void close() {
    leases.forEach(Lease::close);
  }
}
