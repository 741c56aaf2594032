package dev.hearth.testkit.store;

import dev.hearth.ElementType;
import dev.hearth.ModelRef;
import dev.hearth.Signature;
import dev.hearth.bundle.BundleFile;
import dev.hearth.bundle.BundleManifest;
import dev.hearth.bundle.BundleVariant;
import dev.hearth.bundle.FileDigest;
import dev.hearth.bundle.Precision;
import dev.hearth.bundle.PreparedOn;
import dev.hearth.platform.CpuFeatures;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * Makes bundles for tests of whatever carries them from place to place: the manifest is right, but
 * the files hold random bytes and can be run by nothing.
 */
public final class TinyBundle {

  private static final int SMALL_BYTES = 700;
  private static final int BUFFER_BYTES = 1 << 16;

  private TinyBundle() {}

  /**
   * Writes a bundle of one variant, {@code fp32}, with a graph, weights, a table of tensors and a
   * sample.
   *
   * @param folder its folder, made if it is not there
   * @param ref the version it is of
   * @param weightBytes how long its weights are; the other files are shorter than a kibibyte
   * @param seed the same bytes for the same seed
   * @return its manifest
   * @throws IOException if it cannot be written
   */
  public static BundleManifest write(Path folder, ModelRef ref, long weightBytes, long seed)
      throws IOException {
    Random random = new Random(seed);
    BundleFile graph = file(folder, "fp32/graph.onnx", SMALL_BYTES, random);
    BundleFile weights = file(folder, "fp32/weights.bin", weightBytes, random);
    BundleFile tensors = file(folder, "fp32/tensors.json", SMALL_BYTES / 2, random);
    BundleFile sample = file(folder, "fp32/sample.json", SMALL_BYTES / 3, random);
    BundleVariant variant =
        new BundleVariant(
            "fp32",
            Precision.FP32,
            OptionalDouble.empty(),
            false,
            List.of(),
            weightBytes,
            0,
            graph,
            Optional.of(weights),
            Optional.of(tensors),
            sample);
    BundleManifest manifest =
        new BundleManifest(
            ref,
            Optional.of("Apache-2.0"),
            new PreparedOn("1.0.0", new CpuFeatures("x86_64", List.of("avx2"))),
            Signature.builder()
                .input("x", ElementType.FLOAT32, 1)
                .output("y", ElementType.FLOAT32, 1)
                .build(),
            List.of(variant));
    Files.write(folder.resolve(BundleManifest.FILE), manifest.text());
    return manifest;
  }

  private static BundleFile file(Path folder, String path, long length, Random random)
      throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.resolveSibling(""));
    byte[] buffer = new byte[BUFFER_BYTES];
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long written = 0; written < length; written += buffer.length) {
        random.nextBytes(buffer);
        out.write(buffer, 0, (int) Math.min(buffer.length, length - written));
      }
    }
    return new BundleFile(path, FileDigest.of(file, true));
  }
}
