package dev.hearth.bundle;

import dev.hearth.ConfigurationException;
import dev.hearth.ModelUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A model made ready to be mapped, in a folder. Immutable; the folder's files are not looked at
 * before they are needed.
 *
 * <pre>{@code
 * manifest.json
 * fp32/graph.onnx     the optimised graph
 * fp32/weights.bin    its large tensors, mapped by ONNX Runtime
 * fp32/tensors.json   what lies where in weights.bin
 * fp32/sample.json    an input and what came of it
 * }</pre>
 *
 * @param folder the folder
 * @param manifest its manifest, whose checksum is right
 */
public record Bundle(Path folder, BundleManifest manifest) {

  /**
   * Tells whether a folder holds a bundle.
   *
   * @param folder the folder
   * @return whether it has a manifest
   */
  public static boolean isIn(Path folder) {
    return Files.isRegularFile(folder.resolve(BundleManifest.FILE));
  }

  /**
   * Opens a bundle: reads and checks its manifest. Blocks.
   *
   * @param folder the folder
   * @return the bundle
   * @throws ConfigurationException if there is none, or its format is newer than this version reads
   * @throws dev.hearth.ModelBrokenException if the manifest is not whole
   * @throws ModelUnavailableException if it cannot be read
   */
  public static Bundle in(Path folder) {
    Path file = folder.resolve(BundleManifest.FILE);
    try (InputStream in = Files.newInputStream(file)) {
      byte[] text = in.readNBytes(BundleManifest.MAX_BYTES + 1);
      return new Bundle(folder, BundleManifest.parse(text, file.toString()));
    } catch (NoSuchFileException e) {
      throw new ConfigurationException(
          "bundle "
              + folder
              + ": it has no "
              + BundleManifest.FILE
              + " (expected: a folder that 'hearth prepare' wrote); correct the path",
          e);
    } catch (IOException e) {
      throw new ModelUnavailableException(
          "bundle "
              + folder
              + ": its manifest cannot be read: "
              + e
              + " (expected: a readable file); check the file system and retry",
          e);
    }
  }

  /**
   * Reads every file of every variant and compares it with the manifest. Blocks.
   *
   * @throws dev.hearth.ModelBrokenException if a file is not what the manifest says
   * @throws ModelUnavailableException if a file cannot be read
   */
  public void verify() {
    for (BundleVariant variant : manifest.variants()) {
      variant.files().forEach(file -> file.verify("model '" + manifest.model() + "'", folder));
    }
  }
}
