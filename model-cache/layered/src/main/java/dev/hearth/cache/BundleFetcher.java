package dev.hearth.cache;

import dev.hearth.Bytes;
import dev.hearth.ConfigurationException;
import dev.hearth.ModelRef;
import dev.hearth.bundle.Bundle;
import dev.hearth.bundle.BundleFile;
import dev.hearth.bundle.BundleManifest;
import dev.hearth.bundle.BundleVariant;
import dev.hearth.platform.CpuFeatures;
import dev.hearth.spi.LoadContext;
import dev.hearth.spi.ModelContent;
import dev.hearth.spi.ModelDownload;
import dev.hearth.spi.ModelStore;
import dev.hearth.variant.VariantChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings bundles to the disk layer: the manifest first into memory, then the files of the variant
 * that is to run here, each checked on its way, and the manifest to disk last. What a fill that
 * died has left there is used.
 */
final class BundleFetcher {

  /** How often others are let go first; after that the file is brought in beside them. */
  private static final int MAX_TURNS = 4;

  private final CacheSettings settings;
  private final @Nullable DiskLayer disk;
  private final StoreRequests requests;

  BundleFetcher(CacheSettings settings, @Nullable DiskLayer disk) {
    this.settings = settings;
    this.disk = disk;
    this.requests = new StoreRequests(settings);
  }

  /** Finds a bundle on disk, and fetches what is missing of it; empty if there is no manifest. */
  Optional<ModelContent.InBundle> find(ModelRef ref, LoadContext context) {
    if (disk == null) {
      return Optional.empty();
    }
    Optional<BundleManifest> manifest = context.step("disk", () -> disk.manifest(ref));
    return manifest.isEmpty()
        ? Optional.empty()
        : Optional.of(bring(ref, manifest.get(), Optional.empty(), context));
  }

  /** Fetches a bundle from the store; empty if the version is a plain model there. */
  Optional<ModelContent.InBundle> fetch(ModelRef ref, ModelStore store, LoadContext context) {
    Optional<byte[]> text;
    try {
      text = requests.ask(ref, store, context, deadline -> store.manifest(ref, deadline));
    } finally {
      context.unabandonable();
    }
    if (text.isEmpty()) {
      return Optional.empty();
    }
    BundleManifest manifest =
        BundleManifest.parse(text.get(), "of '" + ref + "' in " + store.location());
    return Optional.of(bring(ref, manifest, text, context));
  }

  private ModelContent.InBundle bring(
      ModelRef ref, BundleManifest manifest, Optional<byte[]> text, LoadContext context) {
    VariantChoice choice =
        settings.variants().choose(manifest, CpuFeatures.current(), settings.memory().limit());
    context.chose(choice.toString());
    BundleVariant variant = choice.variant();
    if (disk == null) {
      throw noFolder(ref, "no disk layer is configured", null);
    }
    try {
      boolean fetched = fetchMissing(disk, ref, variant, context);
      if (text.isPresent()) {
        disk.noteManifest(ref, text.get());
      }
      context.foundIn(fetched ? "remote" : "disk");
    } catch (DiskUnusableException e) {
      throw noFolder(ref, String.valueOf(e.getMessage()), e);
    }
    return new ModelContent.InBundle(new Bundle(disk.version(ref), manifest), variant);
  }

  /** Fetches what is not there; tells whether that was anything. */
  private boolean fetchMissing(
      DiskLayer layer, ModelRef ref, BundleVariant variant, LoadContext context)
      throws DiskUnusableException {
    layer.requireQuota(variant.size());
    boolean fetched = false;
    for (BundleFile file : variant.loadFiles()) {
      for (int turns = 1; !isThere(layer.file(ref, file), file); turns++) {
        fetched = true;
        fetch(layer, ref, file, context, turns < MAX_TURNS);
      }
    }
    return fetched;
  }

  private void fetch(
      DiskLayer layer, ModelRef ref, BundleFile file, LoadContext context, boolean mayWait)
      throws DiskUnusableException {
    DiskItem item = layer.file(ref, file);
    boolean courteous = layer.awaitOther(item, context) && mayWait;
    if (isThere(item, file)) {
      return;
    }
    try (ModelDownload download = open(ref, file, context)) {
      context.step("fetch", () -> layer.fillFile(item, download, context, courteous));
    } finally {
      context.unabandonable();
    }
  }

  /** Files get their names when they are whole; their bytes are compared when they are loaded. */
  private static boolean isThere(DiskItem item, BundleFile file) throws DiskUnusableException {
    try {
      return Files.size(item.target()) == file.digest().bytes();
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new DiskUnusableException(e.toString(), e);
    }
  }

  private ModelDownload open(ModelRef ref, BundleFile file, LoadContext context) {
    ModelStore store = settings.remote();
    if (store == null) {
      throw new ConfigurationException(
          "model '"
              + ref
              + "': "
              + file.path()
              + " is not on disk (expected: there, for no remote store is configured); put the whole"
              + " bundle there or configure the store that has it");
    }
    return requests.open(ref, store, context, deadline -> store.open(ref, file, deadline));
  }

  private static ConfigurationException noFolder(
      ModelRef ref, String why, @Nullable Exception cause) {
    return new ConfigurationException(
        "model '"
            + ref
            + "': a bundle cannot be kept on disk: "
            + why
            + " (expected: a writable folder with room for it, for a bundle is mapped); give the"
            + " cache a disk layer with room, or publish the plain model",
        cause);
  }

  /** Returns what a bundle's variant takes in memory when it is loaded. */
  static Bytes memoryOf(ModelContent content) {
    return content instanceof ModelContent.InBundle bundle
        ? Bytes.of(bundle.variant().weightBytes())
        : content.size();
  }
}
