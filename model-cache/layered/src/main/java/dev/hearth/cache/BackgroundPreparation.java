package dev.hearth.cache;

import dev.hearth.Bytes;
import dev.hearth.ConfigurationException;
import dev.hearth.InferenceException;
import dev.hearth.ModelRef;
import dev.hearth.bundle.Bundle;
import dev.hearth.platform.CpuFeatures;
import dev.hearth.platform.MemoryBudget;
import dev.hearth.spi.ModelContent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes bundles of the plain models that were met, for the processes to come. Each model is tried
 * once in a process, some time after it was loaded, so that the calls that wanted it come first.
 */
final class BackgroundPreparation {

  private static final Duration AFTER = Duration.ofSeconds(2);

  /** ONNX Runtime holds the model as exported, as optimised, and as prepacked. */
  private static final int MEMORY_FACTOR = 3;

  /** A bundle with prepacked weights is at most so many times the length of its model. */
  private static final int DISK_FACTOR = 2;

  private final CacheSettings settings;
  private final @Nullable DiskLayer disk;
  private final Supplier<Optional<MemoryBudget>> budget;
  private final Set<ModelRef> tried = ConcurrentHashMap.newKeySet();

  BackgroundPreparation(
      CacheSettings settings, @Nullable DiskLayer disk, Supplier<Optional<MemoryBudget>> budget) {
    this.settings = settings;
    this.disk = disk;
    this.budget = budget;
  }

  /** Takes note that a model was loaded; prepares it soon if that makes sense. Does not block. */
  void loaded(ModelRef ref, ModelContent content) {
    if (settings.prepare()
        && disk != null
        && settings.runtime().preparesBundles()
        && content instanceof ModelContent.InFile file
        && tried.add(ref)) {
      settings.threads().execute(() -> run(disk, ref, file));
    }
  }

  private void run(DiskLayer layer, ModelRef ref, ModelContent.InFile file) {
    settings.pause().nanos(AFTER.toNanos());
    Bytes memory = Bytes.of(file.size().value() * MEMORY_FACTOR);
    Optional<MemoryBudget> spare = budget.get();
    if (spare.isPresent() && spare.get().bytes().compareTo(memory) < 0) {
      log()
          .info(
              "model '{}' stays as it is on disk: preparing it takes about {} ({} to spare); prepare"
                  + " it with 'hearth prepare' and publish the bundle",
              ref,
              memory,
              spare.get().bytes());
      return;
    }
    try {
      prepare(layer, ref, file);
    } catch (InferenceException | IOException | DiskUnusableException e) {
      log().info("model '{}' stays as it is on disk: {}", ref, e.getMessage());
    } catch (RuntimeException e) {
      log().warn("model '{}' stays as it is on disk: {}", ref, e.toString());
    }
  }

  private void prepare(DiskLayer layer, ModelRef ref, ModelContent.InFile file)
      throws IOException, DiskUnusableException {
    Bytes room = Bytes.of(file.size().value() * DISK_FACTOR);
    Optional<PartFile> reserved = layer.reservePreparation(ref, room);
    if (reserved.isEmpty()) {
      return; // Another process is at it, or has done it.
    }
    try (PartFile part = reserved.get()) {
      // Engines may leave things beside what they make: there they are removed with the part.
      DiskFolder.make(part.staging());
      Path folder = part.staging().resolve("bundle");
      Bundle bundle = settings.runtime().prepareBundle(ref, file.path(), folder);
      layer.landPrepared(ref, bundle, !suits(bundle));
      log().info("model '{}' was prepared; processes to come map it", ref);
    }
  }

  /** Tells whether this cache will take the bundle; what it takes of a plain model nobody knew. */
  private boolean suits(Bundle bundle) {
    try {
      settings
          .variants()
          .choose(bundle.manifest(), CpuFeatures.current(), settings.memory().limit());
      return true;
    } catch (ConfigurationException e) {
      log().info("the plain model stays beside its bundle: {}", e.getMessage());
      return false;
    }
  }

  private static Logger log() {
    return LoggerFactory.getLogger(BackgroundPreparation.class);
  }
}
