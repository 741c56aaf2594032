package dev.hearth.cache;

import dev.hearth.Bytes;
import dev.hearth.ConfigurationException;
import dev.hearth.ModelBrokenException;
import dev.hearth.ModelRef;
import dev.hearth.ModelUnavailableException;
import dev.hearth.spi.LoadContext;
import dev.hearth.spi.LoadedModel;
import dev.hearth.spi.ModelContent;
import dev.hearth.spi.ModelDownload;
import dev.hearth.spi.ModelRuntime;
import dev.hearth.spi.ModelStore;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a model that is not in memory from the disk layer or, failing that, from the store. */
final class ModelFetcher {

  /** How often a file that goes away is looked for again before the disk layer is passed over. */
  private static final int DISK_TIMES = 2;

  /** How often others are let go first; after that a model that stays unusable is replaced. */
  private static final int MAX_TURNS = 4;

  private final CacheSettings settings;
  private final @Nullable DiskLayer disk;
  private final Admission admission;
  private final StoreRequests requests;
  private final BundleFetcher bundles;
  private final BackgroundPreparation preparation;
  private final AtomicBoolean preparing = new AtomicBoolean();

  ModelFetcher(CacheSettings settings, @Nullable DiskLayer disk, Admission admission) {
    this.settings = settings;
    this.disk = disk;
    this.admission = admission;
    this.requests = new StoreRequests(settings);
    this.bundles = new BundleFetcher(settings, disk);
    this.preparation = new BackgroundPreparation(settings, disk, settings.budget());
  }

  LoadedModel load(ModelRef ref, LoadContext context) {
    prepareRuntime();
    for (int times = 1; ; times++) {
      ModelContent content = bring(ref, context, times <= DISK_TIMES);
      Bytes memory = BundleFetcher.memoryOf(content);
      admission.makeRoom(ref, memory, !(content instanceof ModelContent.InMemory));
      try {
        LoadedModel model = runtime().load(ref, content, context);
        preparation.loaded(ref, content);
        return model;
      } catch (ModelBrokenException e) {
        if (times > DISK_TIMES || !hadOtherwise(ref, content, context, e)) {
          forget(ref);
          throw e;
        }
      } catch (ModelUnavailableException e) {
        boolean lastTime = times > DISK_TIMES && content instanceof ModelContent.InBundle;
        if (lastTime || !wentAway(content)) {
          throw e;
        }
      }
    }
  }

  /**
   * Drops a bundle on disk that the runtime found damaged, if the model can be had otherwise. One
   * that just came from the store would come the same again.
   */
  private boolean hadOtherwise(
      ModelRef ref, ModelContent content, LoadContext context, ModelBrokenException damage) {
    return disk != null
        && content instanceof ModelContent.InBundle
        && context.report().foundIn().equals("disk")
        && disk.dropBundle(ref, damage);
  }

  /** Tells whether another load or process evicted a file between our look and the runtime's. */
  private static boolean wentAway(ModelContent content) {
    if (content instanceof ModelContent.InBundle bundle) {
      Path folder = bundle.bundle().folder();
      return bundle.variant().loadFiles().stream().anyMatch(file -> !Files.exists(file.in(folder)));
    }
    return content instanceof ModelContent.InFile file && !Files.exists(file.path());
  }

  /** Makes the next load fetch the model again. */
  void forget(ModelRef ref) {
    if (disk != null && settings.remote() != null) {
      disk.remove(ref);
    }
  }

  private ModelContent bring(ModelRef ref, LoadContext context, boolean byDisk) {
    context.choseNone(); // A bundle that was tried before may be gone, for a plain model to come.
    Optional<? extends ModelContent> found = bundles.find(ref, context);
    if (found.isEmpty() && disk != null) {
      found = look(disk, ref, context);
    }
    ModelStore store = settings.remote();
    if (found.isEmpty() && store != null) {
      found = bundles.fetch(ref, store, context);
    }
    return found.isPresent() ? found.get() : fetch(ref, context, byDisk);
  }

  private static Optional<ModelContent.InFile> look(
      DiskLayer layer, ModelRef ref, LoadContext context) {
    Optional<ModelContent.InFile> found = context.step("disk", () -> layer.find(ref));
    found.ifPresent(file -> context.foundIn("disk"));
    return found;
  }

  private ModelContent fetch(ModelRef ref, LoadContext context, boolean byDisk) {
    ModelStore store = settings.remote();
    if (store == null) {
      throw new ConfigurationException(
          "model '"
              + ref
              + "': not in "
              + (disk == null ? "any layer" : "the disk layer " + disk.root())
              + " (expected: there, for no remote store is configured); put it there or configure"
              + " the store that has it");
    }
    if (disk != null) {
      try {
        if (byDisk) {
          return toDisk(store, disk, ref, context);
        }
        throw new DiskUnusableException("other models take its room as soon as it arrives", null);
      } catch (DiskUnusableException e) {
        log()
            .warn(
                "disk layer {}: cannot take model '{}': {} (expected: a writable folder with room"
                    + " for it); the model is kept in memory only and every new process fetches it"
                    + " again: free space, raise the quota or name another folder",
                disk.root(),
                ref,
                e.getMessage());
      }
    }
    return toMemory(store, ref, context);
  }

  private ModelContent toDisk(ModelStore store, DiskLayer layer, ModelRef ref, LoadContext context)
      throws DiskUnusableException {
    for (int turns = 1; ; turns++) {
      boolean courteous = layer.awaitOther(layer.plain(ref), context) && turns < MAX_TURNS;
      Optional<ModelContent.InFile> content = look(layer, ref, context);
      if (content.isEmpty()) {
        content = fill(store, layer, ref, context, courteous);
      }
      if (content.isPresent()) {
        return content.get();
      }
    }
  }

  private Optional<ModelContent.InFile> fill(
      ModelStore store, DiskLayer layer, ModelRef ref, LoadContext context, boolean courteous)
      throws DiskUnusableException {
    try (ModelDownload download = open(store, ref, context)) {
      admission.requireFits(ref, Bytes.of(download.bytes()));
      return context.step("fetch", () -> layer.fill(ref, download, context, courteous));
    } finally {
      context.unabandonable();
    }
  }

  private ModelContent toMemory(ModelStore store, ModelRef ref, LoadContext context) {
    try (ModelDownload download = open(store, ref, context)) {
      admission.makeRoom(ref, Bytes.of(download.bytes()), false);
      ByteBuffer buffer = allocate(ref, download.bytes());
      context.step(
          "fetch",
          () ->
              Transfer.copy(
                  ref, download, settings.integrity(), context, (b, n) -> buffer.put(b, 0, n)));
      return new ModelContent.InMemory(buffer.flip());
    } catch (DiskUnusableException e) {
      throw new IllegalStateException("memory has no disk", e);
    } finally {
      context.unabandonable();
    }
  }

  private ModelDownload open(ModelStore store, ModelRef ref, LoadContext context) {
    context.foundIn("remote");
    return requests.open(ref, store, context, deadline -> store.open(ref, deadline));
  }

  private static ByteBuffer allocate(ModelRef ref, long bytes) {
    if (bytes > Integer.MAX_VALUE) {
      throw tooLarge(ref, bytes, "a buffer holds at most " + Bytes.of(Integer.MAX_VALUE), null);
    }
    try {
      return ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
    } catch (OutOfMemoryError e) {
      throw tooLarge(ref, bytes, e.getMessage(), e);
    }
  }

  private static ConfigurationException tooLarge(
      ModelRef ref, long bytes, @Nullable String why, @Nullable Throwable cause) {
    return new ConfigurationException(
        "model '"
            + ref
            + "': "
            + Bytes.of(bytes)
            + " do not fit in memory without a disk layer: "
            + why
            + " (expected: room for the whole model); give the cache a writable disk folder or the"
            + " function more memory",
        cause);
  }

  /**
   * Makes the runtime ready beside the first fetch; a failure shows again when it loads a model.
   */
  private void prepareRuntime() {
    if (preparing.compareAndSet(false, true)) {
      settings
          .threads()
          .execute(
              () -> {
                try {
                  runtime().prepare();
                } catch (RuntimeException e) {
                  log().debug("the runtime could not be made ready ahead of a load", e);
                }
              });
    }
  }

  private ModelRuntime runtime() {
    return settings.runtime();
  }

  private static Logger log() {
    return LoggerFactory.getLogger(ModelFetcher.class);
  }
}
