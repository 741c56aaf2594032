package dev.hearth.spi;

import dev.hearth.Model;

/**
 * A model and the right to close it. Whoever loaded it closes it, once, and only when no call is
 * running; {@link ModelSlot} sees to both.
 */
public interface LoadedModel extends Model, AutoCloseable {

  /** Frees the model's memory. Must not be called while a run is under way. */
  @Override
  void close();
}
