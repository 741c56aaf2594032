package dev.hearth.cache;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.hearth.ConfigurationException;
import dev.hearth.ModelRef;
import dev.hearth.bundle.BundleFile;
import dev.hearth.bundle.BundleManifest;
import dev.hearth.bundle.FileDigest;
import dev.hearth.spi.ModelStore;
import dev.hearth.spi.PublishProgress;
import dev.hearth.spi.PublishableBundle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * Puts one bundle into a folder: each file under a name of its own first, then to its place, where
 * it never replaces another; the manifest last. What is in its place is whole, so a publication
 * that died is gone on with from there.
 */
final class FolderBundlePublication {

  private static final int BUFFER_BYTES = 1 << 18;

  private final ModelRef ref;
  private final Path version;
  private final PublishableBundle bundle;
  private final PublishProgress progress;
  private long stored;

  FolderBundlePublication(
      ModelRef ref, Path root, PublishableBundle bundle, PublishProgress progress) {
    this.ref = ref;
    this.version = FolderPublication.parent(root.resolve(ModelStore.modelPath(ref)));
    this.bundle = bundle;
    this.progress = progress;
  }

  void run() {
    FolderPublication.requireNew(ref, version);
    progress.stored(0, bundle.bytes());
    for (BundleFile file : bundle.files()) {
      Path target = version.resolve(file.path());
      try {
        if (Files.exists(target) || !stage(file, target)) {
          requireSame(file, target);
        }
      } catch (IOException e) {
        throw FolderPublication.unwritable(ref, target, e);
      }
      stored += file.digest().bytes();
      progress.stored(stored, bundle.bytes());
    }
    // Again, for a plain model may have come meanwhile.
    FolderPublication.requireNew(ref, version);
    writeManifest(version.resolve(BundleManifest.FILE));
    progress.stored(bundle.bytes(), bundle.bytes());
  }

  /** Copies a file to its place; tells whether nothing was there. */
  private boolean stage(BundleFile file, Path target) throws IOException {
    Path folder = Files.createDirectories(FolderPublication.parent(target));
    Path staged = FolderPublication.staging(folder);
    try {
      String crc = copy(bundle.in(file), staged);
      if (!crc.equals(file.digest().crc32c())) {
        throw new ConfigurationException(
            "model '"
                + ref
                + "': "
                + bundle.in(file)
                + " changed while it was copied (expected: a bundle at rest); publish it again");
      }
      return placeNew(staged, target);
    } finally {
      Files.deleteIfExists(staged);
    }
  }

  /** Copies and returns the CRC-32C of what was copied. */
  private String copy(Path from, Path to) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    CRC32C crc = new CRC32C();
    long copied = 0;
    try (FileChannel in = FileChannel.open(from, READ);
        FileChannel out = FileChannel.open(to, WRITE, CREATE_NEW)) {
      while (in.read(buffer.clear()) >= 0) {
        crc.update(buffer.flip());
        buffer.rewind();
        while (buffer.hasRemaining()) {
          copied += out.write(buffer);
        }
        progress.stored(Math.min(stored + copied, bundle.bytes()), bundle.bytes());
      }
      out.force(false); // The manifest must not outlive what it stands for.
    }
    return hex(crc);
  }

  private void requireSame(BundleFile file, Path target) throws IOException {
    boolean same =
        Files.size(target) == file.digest().bytes()
            && FileDigest.of(target, false).crc32c().equals(file.digest().crc32c());
    if (!same) {
      throw new ConfigurationException(
          "model '"
              + ref
              + "': "
              + target
              + " is there with other bytes than those of "
              + bundle.in(file)
              + " (expected: a version that is new); publish under another version, or delete it if"
              + " its publication died");
    }
  }

  private void writeManifest(Path target) {
    try {
      Path staged = FolderPublication.staging(Files.createDirectories(version));
      try {
        Files.write(staged, bundle.manifest(), CREATE_NEW);
        if (!placeNew(staged, target)) {
          throw FolderPublication.alreadyThere(ref, target, null);
        }
      } finally {
        Files.deleteIfExists(staged);
      }
    } catch (IOException e) {
      throw FolderPublication.unwritable(ref, target, e);
    }
  }

  /** Gives a file its name unless another has it, which only a link does in one step. */
  private static boolean placeNew(Path staged, Path target) throws IOException {
    try {
      Files.createLink(target, staged);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (UnsupportedOperationException e) {
      return moveNew(staged, target);
    }
  }

  private static boolean moveNew(Path staged, Path target) throws IOException {
    try {
      Files.move(staged, target);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private static String hex(CRC32C crc) {
    return HexFormat.of().toHexDigits((int) crc.getValue());
  }
}
