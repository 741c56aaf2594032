package dev.hearth.cache;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.hearth.Bytes;
import dev.hearth.ConfigurationException;
import dev.hearth.ModelBrokenException;
import dev.hearth.ModelRef;
import dev.hearth.ModelUnavailableException;
import dev.hearth.bundle.Bundle;
import dev.hearth.bundle.BundleFile;
import dev.hearth.bundle.BundleManifest;
import dev.hearth.bundle.FileDigest;
import dev.hearth.spi.Alias;
import dev.hearth.spi.LoadContext;
import dev.hearth.spi.ModelContent;
import dev.hearth.spi.ModelDigest;
import dev.hearth.spi.ModelDownload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps models in a local folder that several processes may share.
 *
 * <p>A model gets its name only when it is whole and its checksums are right, by one rename, so a
 * process that dies leaves a part without a name and nothing else. What is found is checked again
 * before it is used: disks and people change files.
 */
final class DiskLayer {

  private static final String REMEDY = "replace the file";

  private final DiskFolder folder;
  private final DiskSpace space;
  private final Integrity integrity;
  private final boolean replaceable;
  private final InstantSource clock;
  private final FillTurn turn;

  /**
   * Makes the layer; touches no file.
   *
   * @param replaceable whether a model that is broken can be fetched again
   */
  DiskLayer(
      Path root,
      Bytes quota,
      Integrity integrity,
      boolean replaceable,
      InstantSource clock,
      Pause pause) {
    this.folder = new DiskFolder(root);
    this.replaceable = replaceable;
    this.space = new DiskSpace(folder, quota, pause);
    this.integrity = integrity;
    this.clock = clock;
    this.turn = new FillTurn(folder, pause);
  }

  Path root() {
    return folder.root();
  }

  /**
   * Finds a whole model. One that is not whole is removed, with a warning, if it can be fetched
   * again.
   *
   * @throws ModelBrokenException if it is not whole and this is the only place to have it from
   */
  Optional<ModelContent.InFile> find(ModelRef ref) {
    Path model = folder.model(ref);
    if (!Files.isRegularFile(model)) {
      return Optional.empty();
    }
    try {
      Bytes size = Bytes.of(Files.size(model));
      check(ref, model, size);
      touch(ref);
      return Optional.of(new ModelContent.InFile(model, size));
    } catch (ModelBrokenException e) {
      if (!replaceable) {
        throw e;
      }
      log().warn("disk layer {}: fetches '{}' again: {}", root(), ref, e.getMessage());
      remove(ref);
    } catch (NoSuchFileException e) {
      log().debug("disk layer {}: '{}' was removed during a look", root(), ref);
    } catch (IOException e) {
      log().warn("disk layer {}: {} cannot be read: {}", root(), model, e.toString());
    }
    return Optional.empty();
  }

  /**
   * Waits while another process is bringing the same file in.
   *
   * @return whether that one made progress; if not, there is no sense in waiting for it again
   */
  boolean awaitOther(DiskItem item, LoadContext context) {
    context.abandonable(() -> {}); // The wait itself looks whether it was given up.
    try {
      return turn.awaitOther(item, context);
    } finally {
      context.unabandonable();
    }
  }

  /** Returns the place of a plain model. */
  DiskItem plain(ModelRef ref) {
    return new DiskItem(ref, ref.toString(), folder.model(ref));
  }

  /** Returns the place of a file of a bundle. */
  DiskItem file(ModelRef ref, BundleFile file) {
    String part = ref + "+" + file.path().replace('/', '+');
    return new DiskItem(ref, part, file.in(folder.version(ref)));
  }

  /** Returns the folder a bundle's files lie in. */
  Path version(ModelRef ref) {
    return folder.version(ref);
  }

  /**
   * Brings a model in; the download is read to its end.
   *
   * @param courteous whether to leave the model to somebody else who is bringing it in or just has
   * @return the model, or empty if it is left to somebody else
   */
  Optional<ModelContent.InFile> fill(
      ModelRef ref, ModelDownload download, LoadContext context, boolean courteous)
      throws DiskUnusableException {
    DiskItem item = plain(ref);
    Optional<ModelDigest> digest = fill(item, download, context, courteous, true);
    if (digest.isEmpty()) {
      return Optional.empty();
    }
    touch(ref);
    return Optional.of(new ModelContent.InFile(item.target(), Bytes.of(digest.get().bytes())));
  }

  /**
   * Brings a file of a bundle in; the download is read to its end.
   *
   * @param courteous whether to leave the file to somebody else who is bringing it in or just has
   * @return whether it is there; if not, it is left to somebody else
   */
  boolean fillFile(DiskItem item, ModelDownload download, LoadContext context, boolean courteous)
      throws DiskUnusableException {
    return fill(item, download, context, courteous, false).isPresent();
  }

  private Optional<ModelDigest> fill(
      DiskItem item,
      ModelDownload download,
      LoadContext context,
      boolean courteous,
      boolean withDigest)
      throws DiskUnusableException {
    try {
      Optional<PartFile> reserved = space.reserve(item, download.bytes(), courteous);
      if (reserved.isEmpty()) {
        return Optional.empty();
      }
      try (PartFile part = reserved.get()) {
        ModelDigest digest =
            Transfer.copy(
                item.ref(), download, integrity, context, (chunk, n) -> write(part, chunk, n));
        space.land(part, item, withDigest ? Optional.of(digest.text()) : Optional.empty());
        return Optional.of(digest);
      }
    } catch (IOException e) {
      throw new DiskUnusableException(e.toString(), e);
    }
  }

  /** Refuses a bundle that could never fit. */
  void requireQuota(Bytes files, int manifest) throws DiskUnusableException {
    space.requireQuota(files.value(), manifest);
  }

  /**
   * Finds the manifest of a bundle. One that is not whole is removed, with a warning, if it can be
   * fetched again.
   *
   * @throws ModelBrokenException if it is not whole and this is the only place to have it from
   */
  Optional<BundleManifest> manifest(ModelRef ref) {
    Path file = folder.manifest(ref);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      BundleManifest manifest = Bundle.in(folder.version(ref)).manifest();
      touch(file, ref);
      return Optional.of(manifest);
    } catch (ModelBrokenException e) {
      if (!dropBundle(ref, e)) {
        throw e;
      }
    } catch (ModelUnavailableException e) {
      log().warn("disk layer {}: {} cannot be read: {}", root(), file, e.getMessage());
    } catch (ConfigurationException e) {
      if (!Files.isRegularFile(file)) {
        log().debug("disk layer {}: '{}' was removed during a look", root(), ref);
      } else if (replaceable) { // Written by a newer version of Hearth, or a digit is damaged.
        log().warn("disk layer {}: fetches '{}' again: {}", root(), ref, e.getMessage());
      } else {
        throw e;
      }
    }
    return Optional.empty();
  }

  /**
   * Removes a bundle that is damaged, with a warning, if the model can be had without it: from a
   * store, or from the plain model it was prepared of.
   *
   * @return whether the model can be had without it
   */
  boolean dropBundle(ModelRef ref, ModelBrokenException damage) {
    if (!replaceable && !Files.isRegularFile(folder.model(ref))) {
      return false;
    }
    String remedy = replaceable ? "fetches '{}' again" : "goes back to the plain model of '{}'";
    log().warn("disk layer {}: " + remedy + ": {}", root(), ref, damage.getMessage());
    try {
      space.removeBundle(ref);
    } catch (IOException e) {
      log().warn("disk layer {}: '{}' cannot be removed: {}", root(), ref, e.toString());
    }
    return true;
  }

  /** Writes a bundle's manifest, by which its files begin to count. */
  void noteManifest(ModelRef ref, byte[] text) throws DiskUnusableException {
    try {
      space.writeManifest(ref, text);
      touch(folder.manifest(ref), ref);
    } catch (IOException e) {
      throw new DiskUnusableException(e.toString(), e);
    }
  }

  /** Begins to prepare a bundle in place of a plain model; empty if somebody else does. */
  Optional<PartFile> reservePreparation(ModelRef ref, Bytes size)
      throws IOException, DiskUnusableException {
    DiskItem item = new DiskItem(ref, ref + "+prepare", folder.manifest(ref));
    return space.reserveSpare(item, size.value());
  }

  /**
   * Puts a prepared bundle beside its plain model, and in its place if that can be had again.
   *
   * @param keepPlain whether the plain model is needed all the same
   */
  void landPrepared(ModelRef ref, Bundle bundle, boolean keepPlain)
      throws IOException, DiskUnusableException {
    space.land(ref, bundle, keepPlain || !replaceable);
    touch(folder.manifest(ref), ref);
  }

  /** Removes a model that turned out to be of no use. */
  void remove(ModelRef ref) {
    try {
      space.remove(ref);
    } catch (IOException e) {
      log().warn("disk layer {}: '{}' cannot be removed: {}", root(), ref, e.toString());
    }
  }

  /** Returns what an alias stood for when it was last read from the store. */
  Optional<Alias.Version> alias(ModelRef alias) {
    Path file = folder.alias(alias);
    try {
      List<String> lines = Files.isRegularFile(file) ? Files.readAllLines(file) : List.of();
      return lines.size() == 2
          ? Optional.of(new Alias.Version(parse(alias, lines.get(0), file), lines.get(1)))
          : Optional.empty();
    } catch (IOException | ModelBrokenException e) {
      log().warn("disk layer {}: {} cannot be read: {}", root(), file, e.toString());
      return Optional.empty();
    }
  }

  /** Notes what an alias stands for, for the next process. */
  void noteAlias(ModelRef alias, Alias.Version version) {
    Path file = folder.alias(alias);
    try {
      space.write(file, version.version() + "\n" + version.etag() + "\n");
    } catch (IOException | DiskUnusableException e) {
      log().warn("disk layer {}: {} cannot be written: {}", root(), file, e.toString());
    }
  }

  private void check(ModelRef ref, Path model, Bytes size) throws IOException {
    Path digestFile = folder.digest(ref);
    if (!Files.isRegularFile(digestFile)) {
      return; // Put there by hand, in an image or a layer: there is nothing to check it against.
    }
    ModelDigest expected =
        ModelDigest.parse(
            Files.readString(digestFile, ISO_8859_1), "of '" + ref + "' at " + digestFile);
    if (size.value() != expected.bytes()) {
      throw Transfer.broken(ref, size.toString(), Bytes.of(expected.bytes()).toString(), REMEDY);
    }
    String crc = FileDigest.of(model, false).crc32c();
    if (!crc.equals(expected.crc32c())) {
      throw Transfer.broken(ref, "crc32c " + crc, expected.crc32c(), REMEDY);
    }
  }

  private void touch(ModelRef ref) {
    touch(folder.digest(ref), ref);
  }

  private void touch(Path file, ModelRef ref) {
    try {
      Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
    } catch (IOException e) {
      log().debug("disk layer {}: '{}' keeps its old time of use: {}", root(), ref, e.toString());
    }
  }

  private static String parse(ModelRef alias, String version, Path file) {
    return Alias.parse(alias, version, "'" + alias + "' noted at " + file);
  }

  private static void write(PartFile part, byte[] chunk, int length) throws DiskUnusableException {
    try {
      part.write(chunk, length);
    } catch (IOException e) {
      throw new DiskUnusableException(e.toString(), e);
    }
  }

  private static Logger log() {
    return LoggerFactory.getLogger(DiskLayer.class);
  }
}
