package dev.hearth.cache;

import dev.hearth.ModelRef;
import dev.hearth.bundle.BundleManifest;
import dev.hearth.bundle.BundleVariant;
import dev.hearth.spi.ModelStore;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The names of things in a disk layer's folder: the layout of a store, and beside it what processes
 * need to agree with each other.
 *
 * @param root the folder
 */
record DiskFolder(Path root) {

  private static final Set<String> VARIANT_FILES =
      Set.of(
          BundleVariant.GRAPH_FILE,
          BundleVariant.WEIGHTS_FILE,
          BundleVariant.SAMPLE_FILE,
          BundleVariant.TENSORS_FILE);

  Path version(ModelRef ref) {
    return root.resolve(ref.name()).resolve(ref.version());
  }

  Path model(ModelRef ref) {
    return version(ref).resolve(ModelStore.MODEL_FILE);
  }

  Path digest(ModelRef ref) {
    return version(ref).resolve(ModelStore.DIGEST_FILE);
  }

  Path manifest(ModelRef ref) {
    return version(ref).resolve(BundleManifest.FILE);
  }

  /** Two lines: the version the alias stands for, and the store's tag for that answer. */
  Path alias(ModelRef alias) {
    return root.resolve(alias.name()).resolve(alias.version());
  }

  Path parts() {
    return root.resolve(".parts");
  }

  Path lock() {
    return root.resolve(".lock");
  }

  /** Makes a folder unless it is there, be it by way of a link. */
  static void make(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      Files.createDirectories(folder);
    }
  }

  /** Returns the files of a bundle's variant in a folder; none of a stranger's. */
  static List<Path> variantFiles(Path folder) throws IOException {
    List<Path> files = new ArrayList<>();
    for (Path file : children(folder)) {
      if (VARIANT_FILES.contains(file.getFileName().toString()) && Files.isRegularFile(file)) {
        files.add(file);
      }
    }
    return files;
  }

  /** Returns what is in a folder; nothing if it is no folder or none that concerns us. */
  static List<Path> children(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of(); // Not even opened: closing a lock's file would free the lock.
    }
    List<Path> children = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(children::add);
    } catch (NoSuchFileException | NotDirectoryException | AccessDeniedException e) {
      return List.of(); // Removed meanwhile, a file, or a stranger's: lost+found, for example.
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return children;
  }
}
