package dev.hearth.testkit.store;

import dev.hearth.Bytes;
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
import dev.hearth.testkit.FakeModel;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/**
 * Makes bundles for tests of whatever carries them from place to place: the manifest is right, the
 * weights are a {@link FakeModel}, and the other files hold random bytes.
 */
public final class TinyBundle {

  private static final int SMALL_BYTES = 700;
  private static final int BUFFER_BYTES = 1 << 16;

  /**
   * A variant of a bundle.
   *
   * @param name its name
   * @param precision how it keeps its weights
   * @param accuracy the measured accuracy, or empty
   * @param weightBytes how long its weights are; the other files are shorter than a kibibyte
   * @param seed what it answers as a {@link FakeModel}; the same bytes for the same seed
   */
  public record Variant(
      String name, Precision precision, OptionalDouble accuracy, long weightBytes, long seed) {

    /**
     * Makes a variant in 32-bit floating point, {@code fp32}.
     *
     * @param weightBytes how long its weights are
     * @param seed what it answers
     * @return the variant
     */
    public static Variant fp32(long weightBytes, long seed) {
      return new Variant("fp32", Precision.FP32, OptionalDouble.empty(), weightBytes, seed);
    }

    /**
     * Makes a variant in 8-bit integers, {@code int8}.
     *
     * @param accuracy its accuracy
     * @param weightBytes how long its weights are
     * @param seed what it answers
     * @return the variant
     */
    public static Variant int8(double accuracy, long weightBytes, long seed) {
      return new Variant("int8", Precision.INT8, OptionalDouble.of(accuracy), weightBytes, seed);
    }
  }

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
    return write(folder, ref, Variant.fp32(weightBytes, seed));
  }

  /**
   * Writes a bundle whose variants have a graph, weights, a table of tensors and a sample each.
   *
   * @param folder its folder, made if it is not there
   * @param ref the version it is of
   * @param variants the variants, in the order of preference
   * @return its manifest
   * @throws IOException if it cannot be written
   */
  public static BundleManifest write(Path folder, ModelRef ref, Variant... variants)
      throws IOException {
    List<BundleVariant> written = new ArrayList<>();
    for (Variant variant : variants) {
      written.add(write(folder, variant));
    }
    BundleManifest manifest =
        new BundleManifest(
            ref,
            Optional.of("Apache-2.0"),
            new PreparedOn("1.0.0", new CpuFeatures("x86_64", List.of("avx2"))),
            Signature.builder()
                .input("x", ElementType.FLOAT32, 1)
                .output("y", ElementType.FLOAT32, 1)
                .build(),
            written);
    Files.write(folder.resolve(BundleManifest.FILE), manifest.text());
    return manifest;
  }

  private static BundleVariant write(Path folder, Variant variant) throws IOException {
    String name = variant.name();
    Random random = new Random(variant.seed());
    BundleFile graph = file(folder, name + "/graph.onnx", SMALL_BYTES, random);
    BundleFile weights = weights(folder, name + "/weights.bin", variant);
    BundleFile tensors = file(folder, name + "/tensors.json", SMALL_BYTES / 2, random);
    BundleFile sample = file(folder, name + "/sample.json", SMALL_BYTES / 3, random);
    return new BundleVariant(
        name,
        variant.precision(),
        variant.accuracy(),
        false,
        List.of(),
        variant.weightBytes(),
        0,
        graph,
        Optional.of(weights),
        Optional.of(tensors),
        sample);
  }

  private static BundleFile weights(Path folder, String path, Variant variant) throws IOException {
    if (variant.weightBytes() < FakeModel.MIN_BYTES) {
      return file(folder, path, variant.weightBytes(), new Random(variant.seed()));
    }
    Path file =
        FakeModel.write(folder.resolve(path), Bytes.of(variant.weightBytes()), variant.seed());
    return new BundleFile(path, FileDigest.of(file, true));
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
