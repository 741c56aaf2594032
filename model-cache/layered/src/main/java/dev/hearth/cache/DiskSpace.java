package dev.hearth.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hearth.Bytes;
import dev.hearth.ModelRef;
import dev.hearth.bundle.Bundle;
import dev.hearth.bundle.BundleFile;
import dev.hearth.bundle.BundleManifest;
import dev.hearth.bundle.BundleVariant;
import dev.hearth.spi.ModelStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.LoggerFactory;

/**
 * Keeps a disk layer's folder under its quota. Reserving and giving parts their names is done by
 * one process at a time, under the folder's lock; a part counts as long as it will become from the
 * moment it is made, so the sum never passes the quota whoever else is filling.
 */
final class DiskSpace {

  private static final Duration LOCK_WAIT = Duration.ofSeconds(5);

  /** Room for a digest, or for what else a version needs beside its files. */
  private static final long DIGEST_BYTES = 256;

  private static final String TEMPORARY = ".tmp";

  /** A model in the folder. */
  private record Entry(Path version, long bytes, FileTime lastUsed) {}

  private final DiskFolder folder;
  private final Bytes quota;
  private final Pause pause;

  DiskSpace(DiskFolder folder, Bytes quota, Pause pause) {
    this.folder = folder;
    this.quota = quota;
    this.pause = pause;
  }

  /**
   * Makes room for a model, evicting those used longest ago, and begins its part.
   *
   * @param courteous whether to leave the model to somebody else who is bringing it in or just has
   * @return the part, or empty if it is left to somebody else
   */
  Optional<PartFile> reserve(DiskItem item, long bytes, boolean courteous)
      throws IOException, DiskUnusableException {
    requireRoom(bytes, DIGEST_BYTES);
    try (FolderLock lock = lock()) {
      removeOrphans();
      if (courteous && isSomebodyElses(item)) {
        return Optional.empty();
      }
      makeRoom(item.ref(), bytes + DIGEST_BYTES);
      return Optional.of(PartFile.create(folder.parts(), item.part(), bytes));
    }
  }

  /**
   * Begins a part if there is room for it without evicting anybody.
   *
   * @return the part, or empty if somebody else is making it or has made it
   */
  Optional<PartFile> reserveSpare(DiskItem item, long bytes)
      throws IOException, DiskUnusableException {
    try (FolderLock lock = lock()) {
      removeOrphans();
      if (isSomebodyElses(item)) {
        return Optional.empty();
      }
      long used = partBytes();
      for (Entry entry : entries()) {
        used += entry.bytes();
      }
      if (used + bytes + DIGEST_BYTES > quota.value()) {
        throw new DiskUnusableException(
            Bytes.of(bytes) + " are not to spare of the quota of " + quota, null);
      }
      return Optional.of(PartFile.create(folder.parts(), item.part(), bytes));
    }
  }

  /** Refuses a bundle that could never fit: its files, with the last of them on its way. */
  void requireQuota(long files, int manifest) throws DiskUnusableException {
    requireRoom(files, DIGEST_BYTES + Math.max(DIGEST_BYTES, manifest));
  }

  private void requireRoom(long bytes, long beside) throws DiskUnusableException {
    if (bytes + beside > quota.value()) {
      throw new DiskUnusableException(Bytes.of(bytes) + " do not fit the quota of " + quota, null);
    }
  }

  private boolean isSomebodyElses(DiskItem item) throws IOException {
    return Files.isRegularFile(item.target())
        || PartFile.living(folder.parts(), item.part()).isPresent();
  }

  /** Gives a whole part its name, with its digest beside it if it is to have one. */
  void land(PartFile part, DiskItem item, Optional<String> digest)
      throws IOException, DiskUnusableException {
    try (FolderLock lock = lock()) {
      DiskFolder.make(item.target().resolveSibling(""));
      if (digest.isPresent()) {
        replace(folder.digest(item.ref()), digest.get());
      }
      part.moveTo(item.target());
    }
  }

  /**
   * Gives a bundle that was prepared here its place and takes the plain model's; the manifest comes
   * last.
   *
   * @param keepPlain whether the plain model cannot be had again
   */
  void land(ModelRef ref, Bundle prepared, boolean keepPlain)
      throws IOException, DiskUnusableException {
    try (FolderLock lock = lock()) {
      DiskFolder.make(folder.version(ref));
      for (BundleVariant variant : prepared.manifest().variants()) {
        for (BundleFile file : variant.files()) {
          Path target = file.in(folder.version(ref));
          DiskFolder.make(target.resolveSibling(""));
          Files.move(
              file.in(prepared.folder()),
              target,
              StandardCopyOption.ATOMIC_MOVE,
              StandardCopyOption.REPLACE_EXISTING);
        }
      }
      replace(folder.manifest(ref), prepared.manifest().text());
      if (!keepPlain) {
        Files.deleteIfExists(folder.model(ref));
        Files.deleteIfExists(folder.digest(ref));
      }
    }
  }

  /** Writes a small file in one step. */
  void write(Path target, String text) throws IOException, DiskUnusableException {
    try (FolderLock lock = lock()) {
      DiskFolder.make(target.resolveSibling(""));
      replace(target, text);
    }
  }

  /** Writes a bundle's manifest in one step, and makes room for it. */
  void writeManifest(ModelRef ref, byte[] text) throws IOException, DiskUnusableException {
    Path target = folder.manifest(ref);
    try (FolderLock lock = lock()) {
      if (!Files.exists(target)) {
        makeRoom(ref, text.length);
      }
      DiskFolder.make(target.resolveSibling(""));
      replace(target, text);
    }
  }

  /** Removes a version; readers that have it open keep it until they close it. */
  void remove(ModelRef ref) throws IOException {
    remove(folder.version(ref));
  }

  /** Removes a bundle and leaves the plain model it was prepared of. */
  void removeBundle(ModelRef ref) throws IOException {
    removeBundle(folder.version(ref));
  }

  private static void remove(Path version) throws IOException {
    removeBundle(version);
    Files.deleteIfExists(version.resolve(ModelStore.MODEL_FILE));
    Files.deleteIfExists(version.resolve(ModelStore.DIGEST_FILE));
  }

  /** The manifest goes first: without it the other files of a bundle count for nothing. */
  private static void removeBundle(Path version) throws IOException {
    Files.deleteIfExists(version.resolve(BundleManifest.FILE));
    for (Path variant : DiskFolder.children(version)) {
      removeVariant(variant);
    }
  }

  /** Removes what a bundle keeps in a folder, and the folder if it holds nothing else. */
  private static void removeVariant(Path variant) throws IOException {
    for (Path file : DiskFolder.variantFiles(variant)) {
      Files.deleteIfExists(file);
    }
    if (Files.isDirectory(variant) && DiskFolder.children(variant).isEmpty()) {
      Files.deleteIfExists(variant);
    }
  }

  private FolderLock lock() throws IOException, DiskUnusableException {
    for (long waited = 0; waited < LOCK_WAIT.toNanos(); waited += Pause.SHORT_NANOS) {
      Optional<FolderLock> lock = FolderLock.tryTake(folder.lock());
      if (lock.isPresent()) {
        return lock.get();
      }
      pause.nanos(Pause.SHORT_NANOS);
    }
    throw new DiskUnusableException(
        "another process has held " + folder.lock() + " for " + LOCK_WAIT.toSeconds() + " s", null);
  }

  /** Must be called under the folder's lock, as whatever makes temporary files. */
  private void replace(Path target, String text) throws IOException {
    replace(target, text.getBytes(UTF_8));
  }

  private void replace(Path target, byte[] bytes) throws IOException {
    DiskFolder.make(folder.parts());
    Path temporary = folder.parts().resolve(UUID.randomUUID() + TEMPORARY);
    try {
      Files.write(temporary, bytes);
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private void removeOrphans() throws IOException {
    for (Path part : PartFile.removeOrphans(folder.parts())) {
      LoggerFactory.getLogger(DiskSpace.class)
          .info("disk layer {}: removed {}, left by a process that died", folder.root(), part);
    }
    for (Path file : DiskFolder.children(folder.parts())) {
      if (file.toString().endsWith(TEMPORARY)) {
        Files.deleteIfExists(file);
      } else if (file.toString().endsWith(PartFile.STAGING)) {
        removeOrphanedStaging(file);
      }
    }
  }

  private static void removeOrphanedStaging(Path staging) throws IOException {
    if (PartFile.isOrphanedStaging(staging)) {
      Trees.delete(staging);
    }
  }

  private void makeRoom(ModelRef ref, long needed) throws IOException, DiskUnusableException {
    List<Entry> entries = entries();
    long used = partBytes();
    for (Entry entry : entries) {
      used += entry.bytes();
    }
    boolean own = entries.removeIf(entry -> entry.version().equals(folder.version(ref)));
    entries.sort(Comparator.comparing(Entry::lastUsed));
    for (Entry entry : entries) {
      if (used + needed <= quota.value()) {
        break;
      }
      evict(entry);
      used -= entry.bytes();
    }
    if (used + needed > quota.value()) {
      throw new DiskUnusableException(
          Bytes.of(used)
              + " of the quota of "
              + quota
              + " are taken by "
              + (own ? "other files of this version and " : "")
              + "models on their way in",
          null);
    }
  }

  private void evict(Entry entry) throws IOException {
    remove(entry.version());
    LoggerFactory.getLogger(DiskSpace.class)
        .info(
            "disk layer {}: evicted {}, {}, to stay under {}",
            folder.root(),
            folder.root().relativize(entry.version()),
            Bytes.of(entry.bytes()),
            quota);
  }

  private List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (Path name : DiskFolder.children(folder.root())) {
      if (!name.equals(folder.parts())) {
        for (Path version : DiskFolder.children(name)) {
          entry(version).ifPresent(entries::add);
        }
      }
    }
    return entries;
  }

  /** Counts all there is of a version, also what a fill of a bundle that died has left. */
  private static Optional<Entry> entry(Path version) throws IOException {
    try {
      long bytes = bytes(version);
      if (bytes == 0) {
        return Optional.empty();
      }
      return Optional.of(
          new Entry(version, bytes + DIGEST_BYTES, Files.getLastModifiedTime(stamp(version))));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // Removed meanwhile: what is corrupt goes without the folder's lock.
    }
  }

  private static long bytes(Path version) throws IOException {
    long bytes = Trees.bytes(version.resolve(ModelStore.MODEL_FILE));
    bytes += Trees.bytes(version.resolve(BundleManifest.FILE));
    for (Path variant : DiskFolder.children(version)) {
      for (Path file : DiskFolder.variantFiles(variant)) {
        bytes += Trees.bytes(file);
      }
    }
    return bytes;
  }

  /** Returns the file whose time of change is the time of last use. */
  private static Path stamp(Path version) {
    for (String name :
        List.of(BundleManifest.FILE, ModelStore.DIGEST_FILE, ModelStore.MODEL_FILE)) {
      if (Files.exists(version.resolve(name))) {
        return version.resolve(name);
      }
    }
    return version;
  }

  private long partBytes() throws IOException {
    long bytes = 0;
    for (Path part : PartFile.list(folder.parts())) {
      try {
        bytes += Files.size(part) + DIGEST_BYTES;
      } catch (NoSuchFileException e) {
        // Its writer gave it up meanwhile.
      }
    }
    return bytes;
  }
}
