package dev.hearth.cache;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.hearth.Bytes;
import dev.hearth.ModelBrokenException;
import dev.hearth.ModelRef;
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
   * Waits while another process is bringing the same model in.
   *
   * @return whether that one made progress; if not, there is no sense in waiting for it again
   */
  boolean awaitOther(ModelRef ref, LoadContext context) {
    return turn.awaitOther(ref, context);
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
    try {
      Optional<PartFile> reserved = space.reserve(ref, download.bytes(), courteous);
      if (reserved.isEmpty()) {
        return Optional.empty();
      }
      try (PartFile part = reserved.get()) {
        ModelDigest digest =
            Transfer.copy(ref, download, integrity, context, (chunk, n) -> write(part, chunk, n));
        space.land(part, ref, digest.text());
        touch(ref);
        return Optional.of(new ModelContent.InFile(folder.model(ref), Bytes.of(digest.bytes())));
      }
    } catch (IOException e) {
      throw new DiskUnusableException(e.toString(), e);
    }
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
    String crc = Checksums.crc32cOf(model);
    if (!crc.equals(expected.crc32c())) {
      throw Transfer.broken(ref, "crc32c " + crc, expected.crc32c(), REMEDY);
    }
  }

  private void touch(ModelRef ref) {
    try {
      Files.setLastModifiedTime(folder.digest(ref), FileTime.from(clock.instant()));
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
