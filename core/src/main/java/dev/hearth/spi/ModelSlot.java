package dev.hearth.spi;

import dev.hearth.Deadline;
import dev.hearth.Lease;
import dev.hearth.Model;
import dev.hearth.Ticker;
import dev.hearth.internal.Counted;
import dev.hearth.internal.SingleFlight;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The place of one model in this process: empty, loading, or loaded. Safe for use by many threads.
 *
 * <p>A slot gives out leases, counts them, and closes a model that was evicted when the last lease
 * on it is closed, so no call ever runs on a closed session. See {@link dev.hearth.LazyModel} for
 * how loads are shared and what becomes of failures.
 */
public final class ModelSlot {

  private final String name;
  private final SingleFlight<Counted<LoadedModel>> loads;
  private final AtomicReference<@Nullable Counted<LoadedModel>> loaded = new AtomicReference<>();

  /**
   * Makes an empty slot.
   *
   * @param name what is loaded, for messages and thread names: {@code model 'minilm@3'}
   * @param loader brings the model into memory
   * @param threads runs the loads; each load blocks a thread for as long as it takes
   * @param ticker the clock that stalls and steps are measured on
   * @param patience how long a load may make no progress before a caller whose deadline has passed
   *     gives it up
   */
  public ModelSlot(
      String name, ModelLoader loader, Executor threads, Ticker ticker, Duration patience) {
    this.name = name;
    this.loads =
        new SingleFlight<>(
            name,
            context -> new Counted<LoadedModel>(loader.load(context), LoadedModel::close),
            new Landing(),
            threads,
            () -> new LoadContext(ticker),
            patience);
  }

  /**
   * Leases the model, loading it if the slot is empty; {@link dev.hearth.LazyModel#acquire} tells
   * when it blocks and how it fails.
   *
   * @param deadline how long the caller will wait
   * @return the lease, to be closed by the caller
   */
  public Lease<Model> acquire(Deadline deadline) {
    while (true) {
      Counted<LoadedModel> model = loaded.get();
      if (model == null) {
        model = loads.join(deadline);
      }
      if (model.retain()) {
        return new ModelLease(name, model);
      }
      // Evicted between the look and the lease: the slot is empty, or holds the next load already.
      deadline.check("waiting for " + name + ", which is evicted as fast as it loads");
    }
  }

  /** Begins loading if the slot is empty and no load is under way. Does not block. */
  public void preload() {
    if (loaded.get() == null) {
      loads.start();
    }
  }

  /**
   * Returns the model if it is in memory.
   *
   * @return the loaded model without a lease: to be looked at, not to be run
   */
  public Optional<Model> peek() {
    return Optional.ofNullable(loaded.get()).map(Counted::value);
  }

  /**
   * Empties the slot. The model is closed now if nobody uses it, else by whoever closes the last
   * lease. Does not wait for running calls; a load under way is not affected.
   *
   * @return whether there was a model
   */
  public boolean evict() {
    Counted<LoadedModel> model = loaded.getAndSet(null);
    if (model == null) {
      return false;
    }
    model.release();
    return true;
  }

  private final class Landing implements SingleFlight.Landing<Counted<LoadedModel>> {

    @Override
    public Optional<Counted<LoadedModel>> present() {
      return Optional.ofNullable(loaded.get());
    }

    @Override
    public void arrived(Counted<LoadedModel> model) {
      loaded.set(model);
    }

    @Override
    public void discard(Counted<LoadedModel> model) {
      model.release();
    }
  }
}
