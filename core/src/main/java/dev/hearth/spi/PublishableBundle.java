package dev.hearth.spi;

import dev.hearth.ConfigurationException;
import dev.hearth.ModelRef;
import dev.hearth.ModelUnavailableException;
import dev.hearth.bundle.Bundle;
import dev.hearth.bundle.BundleFile;
import dev.hearth.bundle.BundleManifest;
import dev.hearth.bundle.BundleVariant;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * A bundle in a folder, found whole and of the right name: what a store is about to publish.
 * Immutable; the folder's files are read again when they are sent.
 */
public final class PublishableBundle {

  private final Bundle bundle;
  private final byte[] manifest;
  private final List<BundleFile> files;

  private PublishableBundle(Bundle bundle, byte[] manifest) {
    this.bundle = bundle;
    this.manifest = manifest;
    // By path and each once: whoever publishes other bytes at the same time meets the first file
    // that differs before any other that does, so one of the two gets through.
    this.files =
        bundle.manifest().variants().stream()
            .map(BundleVariant::files)
            .flatMap(List::stream)
            .distinct()
            .sorted(Comparator.comparing(BundleFile::path))
            .toList();
  }

  /**
   * Opens a bundle and compares every file with its manifest. Blocks until all are read.
   *
   * @param ref the version it is to be published as
   * @param folder the bundle's folder
   * @return the bundle
   * @throws ConfigurationException if there is no bundle, its format is newer than this version
   *     reads, or it is of another model
   * @throws dev.hearth.ModelBrokenException if a file is not what the manifest says
   * @throws ModelUnavailableException if a file cannot be read
   */
  public static PublishableBundle check(ModelRef ref, Path folder) {
    byte[] text = textIn(ref, folder);
    BundleManifest manifest =
        BundleManifest.parse(text, folder.resolve(BundleManifest.FILE).toString());
    if (!manifest.model().equals(ref)) {
      throw new ConfigurationException(
          "model '"
              + ref
              + "': the bundle "
              + folder
              + " is of model '"
              + manifest.model()
              + "' (expected: '"
              + ref
              + "'); publish it as '"
              + manifest.model()
              + "' or prepare it again");
    }
    Bundle bundle = new Bundle(folder, manifest);
    bundle.verify();
    return new PublishableBundle(bundle, text);
  }

  /**
   * Returns the files to be published before the manifest.
   *
   * @return each once, in the order of their paths, which every store keeps to
   */
  public List<BundleFile> files() {
    return files;
  }

  /**
   * Returns where a file of this bundle lies.
   *
   * @param file one of {@link #files}
   * @return its place
   */
  public Path in(BundleFile file) {
    return file.in(bundle.folder());
  }

  /**
   * Returns the manifest as it is in the folder.
   *
   * @return its bytes, a copy
   */
  public byte[] manifest() {
    return manifest.clone();
  }

  /**
   * Returns how much there is to be stored.
   *
   * @return the bytes of all files and of the manifest
   */
  public long bytes() {
    return files.stream().mapToLong(file -> file.digest().bytes()).sum() + manifest.length;
  }

  private static byte[] textIn(ModelRef ref, Path folder) {
    Path file = folder.resolve(BundleManifest.FILE);
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(BundleManifest.MAX_BYTES + 1);
    } catch (NoSuchFileException e) {
      throw new ConfigurationException(
          "model '"
              + ref
              + "': "
              + folder
              + " has no "
              + BundleManifest.FILE
              + " (expected: a model's file, or a folder that 'hearth prepare' wrote); correct the"
              + " path",
          e);
    } catch (IOException e) {
      throw new ModelUnavailableException(
          "model '"
              + ref
              + "': "
              + file
              + " cannot be read: "
              + e
              + " (expected: a readable file); check the file system and retry",
          e);
    }
  }
}
