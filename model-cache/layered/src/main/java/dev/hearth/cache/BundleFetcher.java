package dev.hearth.cache;

import dev.hearth.Bytes;
import dev.hearth.ConfigurationException;
import dev.hearth.ModelBrokenException;
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
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

  /**
   * Finds a bundle on disk; empty if there is none, or if it is not to be used as it is and the
   * model may be had otherwise: from the store, or as a plain file.
   */
  Optional<ModelContent.InBundle> find(ModelRef ref, LoadContext context) {
    if (disk == null) {
      return Optional.empty();
    }
    Optional<BundleManifest> manifest = context.step("disk", () -> disk.manifest(ref));
    return manifest.isEmpty() ? Optional.empty() : find(disk, ref, manifest.get(), context);
  }

  private Optional<ModelContent.InBundle> find(
      DiskLayer layer, ModelRef ref, BundleManifest manifest, LoadContext context) {
    boolean elsewhere = settings.remote() != null || Files.isRegularFile(layer.plain(ref).target());
    try {
      VariantChoice choice = choose(manifest);
      requireFiles(layer, ref, choice.variant());
      context.chose(choice.toString());
      context.foundIn("disk");
      return Optional.of(content(layer, ref, manifest, choice));
    } catch (ConfigurationException | ModelBrokenException e) {
      if (!elsewhere) {
        throw e;
      }
      return Optional.empty();
    } catch (DiskUnusableException e) {
      throw noFolder(ref, String.valueOf(e.getMessage()), e);
    }
  }

  /** Fetches a bundle from the store; empty if the version is a plain model there. */
  Optional<ModelContent.InBundle> fetch(ModelRef ref, ModelStore store, LoadContext context) {
    context.foundIn("remote");
    Optional<byte[]> text;
    try {
      text = requests.ask(ref, store, context, deadline -> store.manifest(ref, deadline));
    } finally {
      context.unabandonable();
    }
    if (text.isEmpty()) {
      removeRest(ref);
      return Optional.empty();
    }
    BundleManifest manifest =
        BundleManifest.parse(text.get(), "of '" + ref + "' in " + store.location());
    return Optional.of(bring(ref, manifest, text.get(), store, context));
  }

  /** Removes a bundle that was prepared here and is not whole, for nobody has what it lacks. */
  private void removeRest(ModelRef ref) {
    Optional<BundleManifest> manifest = disk == null ? Optional.empty() : disk.manifest(ref);
    if (disk == null || manifest.isEmpty()) {
      return;
    }
    VariantChoice choice;
    try {
      choice = choose(manifest.get());
    } catch (ConfigurationException e) {
      return; // Of use to functions that ask for something else.
    }
    try {
      requireFiles(disk, ref, choice.variant());
    } catch (ConfigurationException | ModelBrokenException e) {
      log().warn("disk layer {}: fetches '{}' again: {}", disk.root(), ref, e.getMessage());
      disk.remove(ref);
    } catch (DiskUnusableException e) {
      log().debug("disk layer {}: '{}' cannot be looked at: {}", disk.root(), ref, e.getMessage());
    }
  }

  private VariantChoice choose(BundleManifest manifest) {
    return settings.variants().choose(manifest, CpuFeatures.current(), settings.memory().limit());
  }

  private ModelContent.InBundle bring(
      ModelRef ref, BundleManifest manifest, byte[] text, ModelStore store, LoadContext context) {
    VariantChoice choice = choose(manifest);
    context.chose(choice.toString());
    if (disk == null) {
      throw noFolder(ref, "no disk layer is configured", null);
    }
    try {
      disk.requireQuota(choice.variant().size(), text.length);
      boolean fetched = fetchMissing(disk, ref, choice.variant(), store, context);
      disk.noteManifest(ref, text);
      context.foundIn(fetched ? "remote" : "disk");
    } catch (DiskUnusableException e) {
      throw noFolder(ref, String.valueOf(e.getMessage()), e);
    }
    return content(disk, ref, manifest, choice);
  }

  private static ModelContent.InBundle content(
      DiskLayer layer, ModelRef ref, BundleManifest manifest, VariantChoice choice) {
    return new ModelContent.InBundle(new Bundle(layer.version(ref), manifest), choice.variant());
  }

  /** Fetches what is not there; tells whether that was anything. */
  private boolean fetchMissing(
      DiskLayer layer, ModelRef ref, BundleVariant variant, ModelStore store, LoadContext context)
      throws DiskUnusableException {
    boolean fetched = false;
    for (BundleFile file : variant.loadFiles()) {
      removeIfCut(layer, ref, file);
      for (int turns = 1; !isThere(layer.file(ref, file), file); turns++) {
        fetched |= fetch(layer, ref, file, store, context, turns < MAX_TURNS);
      }
    }
    return fetched;
  }

  /** Tells whether this load brought the file; if not, somebody else has it or is bringing it. */
  private boolean fetch(
      DiskLayer layer,
      ModelRef ref,
      BundleFile file,
      ModelStore store,
      LoadContext context,
      boolean mayWait)
      throws DiskUnusableException {
    DiskItem item = layer.file(ref, file);
    boolean courteous = layer.awaitOther(item, context) && mayWait;
    if (isThere(item, file)) {
      return false;
    }
    try (ModelDownload download = opened(ref, file, store, context)) {
      return context.step("fetch", () -> layer.fillFile(item, download, context, courteous));
    } finally {
      context.unabandonable();
    }
  }

  /** Files get their names when they are whole; their bytes are compared when they are loaded. */
  private static boolean isThere(DiskItem item, BundleFile file) throws DiskUnusableException {
    return length(item).equals(OptionalLong.of(file.digest().bytes()));
  }

  private static OptionalLong length(DiskItem item) throws DiskUnusableException {
    try {
      return OptionalLong.of(Files.size(item.target()));
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    } catch (IOException e) {
      throw new DiskUnusableException(e.toString(), e);
    }
  }

  /** Looks whether a variant's files are there, each as long as the manifest says. */
  private static void requireFiles(DiskLayer layer, ModelRef ref, BundleVariant variant)
      throws DiskUnusableException {
    for (BundleFile file : variant.loadFiles()) {
      OptionalLong length = length(layer.file(ref, file));
      if (length.isEmpty()) {
        throw new ConfigurationException(
            "model '"
                + ref
                + "': "
                + file.path()
                + " is not on disk (expected: there, for no store that is configured has it); put the"
                + " whole bundle there or configure the store that has it");
      }
      if (length.getAsLong() != file.digest().bytes()) {
        throw cut(ref, file, length.getAsLong());
      }
    }
  }

  /** Takes a file out of the way that got shorter or longer after it had its name. */
  private static void removeIfCut(DiskLayer layer, ModelRef ref, BundleFile file)
      throws DiskUnusableException {
    DiskItem item = layer.file(ref, file);
    OptionalLong length = length(item);
    if (length.isEmpty() || length.getAsLong() == file.digest().bytes()) {
      return;
    }
    log()
        .warn(
            "disk layer {}: fetches '{}' again: {}",
            layer.root(),
            ref,
            cut(ref, file, length.getAsLong()).getMessage());
    try {
      Files.deleteIfExists(item.target());
    } catch (IOException e) {
      throw new DiskUnusableException(e.toString(), e);
    }
  }

  private static ModelBrokenException cut(ModelRef ref, BundleFile file, long found) {
    return new ModelBrokenException(
        "model '"
            + ref
            + "': "
            + file.path()
            + ": "
            + Bytes.of(found)
            + " (expected: "
            + file.size()
            + ", as in the manifest); replace the bundle");
  }

  private ModelDownload opened(
      ModelRef ref, BundleFile file, ModelStore store, LoadContext context) {
    context.foundIn("remote");
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

  private static Logger log() {
    return LoggerFactory.getLogger(BundleFetcher.class);
  }

  /** Returns what a bundle's variant takes in memory when it is loaded. */
  static Bytes memoryOf(ModelContent content) {
    return content instanceof ModelContent.InBundle bundle
        ? Bytes.of(bundle.variant().weightBytes())
        : content.size();
  }
}
