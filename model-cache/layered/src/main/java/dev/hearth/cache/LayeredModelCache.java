package dev.hearth.cache;

import dev.hearth.Deadline;
import dev.hearth.LazyModel;
import dev.hearth.Lease;
import dev.hearth.Model;
import dev.hearth.ModelRef;
import dev.hearth.ModelSource;
import dev.hearth.Signature;
import dev.hearth.spi.LoadContext;
import dev.hearth.spi.LoadThreads;
import dev.hearth.spi.LoadedModel;
import dev.hearth.spi.ModelSlot;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Keeps models near: loaded in memory, as files on local disk, and in a remote store. A miss falls
 * through to the next layer, a hit is written back up. Safe for use by many threads.
 *
 * <pre>{@code
 * LayeredModelCache models =
 *     LayeredModelCache.builder()
 *         .memory(Bytes.mebibytes(500))
 *         .disk(Path.of("/tmp/models"), Bytes.gibibytes(2))
 *         .remote(S3ModelStore.of("model-bucket"))
 *         .build();
 * LazyModel minilm = models.model("minilm@3"); // nothing is loaded yet
 * }</pre>
 *
 * <p>A version is fetched once and never asked for again: while it is on disk, a new process starts
 * without a request to the store. An alias is asked for when a process first needs it and again
 * when the answer has grown old, with the tag of the last answer, so one that has not moved costs a
 * small reply. When it has moved, the new version is loaded in the background while the old one
 * answers.
 *
 * <p>A disk layer that cannot take a model (read-only, full, quota too small) is passed over with a
 * warning; the model is then loaded from memory outside the heap. Model files never pass through
 * the heap.
 */
public final class LayeredModelCache implements ModelSource, AutoCloseable {

  private final CacheSettings settings;
  private final ModelFetcher fetcher;
  private final MemoryLayer memory;
  private final Aliases aliases;

  LayeredModelCache(CacheSettings settings) {
    this.settings = settings;
    DiskLayer disk = diskLayer(settings);
    this.memory = new MemoryLayer(settings.memory(), settings.ticker(), this::newSlot);
    this.fetcher = new ModelFetcher(settings, disk, memory);
    this.aliases = new Aliases(settings, disk);
  }

  /**
   * Begins a cache.
   *
   * @return a builder without disk and remote layer
   */
  public static LayeredModelCacheBuilder builder() {
    return new LayeredModelCacheBuilder();
  }

  @Override
  public LazyModel model(ModelRef ref, Signature expected) {
    return new CachedModel(ref, expected, this);
  }

  /**
   * Empties the memory layer and closes the remote store; models in use are closed by whoever
   * closes their last lease, and a load under way closes what it brings. What is on disk stays.
   * Models cannot be had after it: {@link IllegalStateException}. Does not wait; idempotent.
   */
  @Override
  public void close() {
    memory.close();
    if (settings.remote() != null) {
      settings.remote().close();
    }
  }

  Lease<Model> acquire(ModelRef ref, Deadline deadline) {
    if (memory.isClosed()) {
      throw new IllegalStateException(
          "model '"
              + ref
              + "': the cache is closed (expected: open); close it after the last call");
    }
    deadline.check("waiting for model '" + ref + "'");
    ModelRef pinned = aliases.pinned(ref, deadline, memory::replace);
    Lease<Model> lease = memory.acquire(pinned, deadline);
    if (aliases.leftBehind(ref, pinned)) {
      memory.evict(pinned); // Closed with its last lease, for nobody will ask for it again.
    }
    return lease;
  }

  boolean holds(Model model) {
    return memory.holds(model);
  }

  void preload(ModelRef ref, Runnable load) {
    settings
        .threads()
        .execute(
            () -> {
              try {
                load.run();
              } catch (RuntimeException e) {
                LoggerFactory.getLogger(LayeredModelCache.class)
                    .warn(
                        "model '{}' was not loaded ahead of its first use: {}", ref, e.toString());
              }
            });
  }

  /** Drops a model that is of no use, so that the next load fetches it again. */
  void forget(ModelRef pinned) {
    memory.evict(pinned);
    fetcher.forget(pinned);
  }

  private ModelSlot newSlot(ModelRef ref) {
    return new ModelSlot(
        "model '" + ref + "'",
        context -> load(ref, context),
        loadThreads(ref),
        settings.ticker(),
        settings.patience());
  }

  private Executor loadThreads(ModelRef ref) {
    Executor threads = LoadThreads.daemon(ref.toString());
    return load -> threads.execute(() -> memory.load(ref, load));
  }

  private LoadedModel load(ModelRef ref, LoadContext context) {
    LoadedModel model = fetcher.load(ref, context);
    memory.loaded(ref);
    return model;
  }

  private static @Nullable DiskLayer diskLayer(CacheSettings settings) {
    return settings.diskFolder() == null
        ? null
        : new DiskLayer(
            settings.diskFolder(),
            settings.diskQuota(),
            settings.integrity(),
            settings.remote() != null,
            settings.clock(),
            settings.pause());
  }
}
