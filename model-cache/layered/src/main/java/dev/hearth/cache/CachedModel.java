package dev.hearth.cache;

import dev.hearth.Deadline;
import dev.hearth.LazyModel;
import dev.hearth.Lease;
import dev.hearth.Model;
import dev.hearth.ModelBrokenException;
import dev.hearth.ModelRef;
import dev.hearth.Signature;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * A model of a layered cache as one function sees it: by its name, with the signature it expects.
 */
final class CachedModel implements LazyModel {

  private final ModelRef ref;
  private final Signature expected;
  private final LayeredModelCache cache;

  /** The last model whose signature was found to fit. */
  private volatile @Nullable Model checked;

  CachedModel(ModelRef ref, Signature expected, LayeredModelCache cache) {
    this.ref = ref;
    this.expected = expected;
    this.cache = cache;
  }

  @Override
  public ModelRef ref() {
    return ref;
  }

  @Override
  public Lease<Model> acquire(Deadline deadline) {
    Lease<Model> lease = cache.acquire(ref, deadline);
    Model model = lease.get();
    if (checked != model) {
      check(model, lease);
      checked = model;
    }
    return lease;
  }

  @Override
  public boolean isLoaded() {
    Model model = checked;
    return model != null && cache.holds(model);
  }

  @Override
  public void preload() {
    cache.preload(
        ref,
        () -> {
          try (Lease<Model> lease = acquire(Deadline.none())) {
            LoggerFactory.getLogger(CachedModel.class).debug("model '{}' is loaded", lease.get());
          }
        });
  }

  private void check(Model model, Lease<Model> lease) {
    Optional<String> mismatch = expected.mismatch(model.signature());
    if (mismatch.isPresent()) {
      lease.close();
      cache.forget(model.ref());
      throw new ModelBrokenException(
          "model '"
              + model.ref()
              + "' does not fit the function: "
              + mismatch.get()
              + "; publish a model that fits or change what the function expects");
    }
  }

  @Override
  public String toString() {
    return ref.toString();
  }
}
