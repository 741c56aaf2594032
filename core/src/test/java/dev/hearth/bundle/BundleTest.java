package dev.hearth.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hearth.Bytes;
import dev.hearth.ConfigurationException;
import dev.hearth.ModelBrokenException;
import dev.hearth.ModelUnavailableException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bundles in folders, and the files in them. */
final class BundleTest {

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void writeBundle() throws IOException {
    BundleManifest full = Manifests.full();
    BundleVariant variant =
        new BundleVariant(
            "fp32",
            Precision.FP32,
            OptionalDouble.empty(),
            false,
            List.of(),
            100,
            0,
            write("fp32/graph.onnx", 50),
            Optional.of(write("fp32/weights.bin", 200)),
            Optional.of(write("fp32/tensors.json", 30)),
            write("fp32/sample.json", 20));
    BundleManifest manifest =
        new BundleManifest(
            full.model(), full.licence(), full.preparedOn(), full.signature(), List.of(variant));
    Files.write(folder.resolve(BundleManifest.FILE), manifest.text());
  }

  @Test
  void in_wholeBundle_isReadAndVerified() {
    assertThat(Bundle.isIn(folder)).isTrue();
    Bundle bundle = Bundle.in(folder);
    bundle.verify();
    BundleVariant variant = bundle.manifest().variants().get(0);
    assertThat(variant.size()).isEqualTo(Bytes.of(270));
    assertThat(variant.files()).hasSize(4);
    assertThat(variant.loadFiles())
        .extracting(BundleFile::path)
        .containsExactly("fp32/graph.onnx", "fp32/weights.bin", "fp32/sample.json");
  }

  @Test
  void in_noManifest_isAConfigurationMistake() {
    Path elsewhere = folder.resolve("fp32");
    assertThat(Bundle.isIn(elsewhere)).isFalse();
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> Bundle.in(elsewhere))
        .withMessage(
            "bundle "
                + elsewhere
                + ": it has no manifest.json (expected: a folder that 'hearth prepare' wrote);"
                + " correct the path");
  }

  @Test
  void in_unreadableManifest_isUnavailable() throws IOException {
    Files.delete(folder.resolve(BundleManifest.FILE));
    Files.createDirectory(folder.resolve(BundleManifest.FILE));
    assertThatExceptionOfType(ModelUnavailableException.class).isThrownBy(() -> Bundle.in(folder));
  }

  @Test
  void in_endlessManifest_isBroken() throws IOException {
    Files.write(folder.resolve(BundleManifest.FILE), new byte[3 * BundleManifest.MAX_BYTES]);
    assertThatExceptionOfType(ModelBrokenException.class).isThrownBy(() -> Bundle.in(folder));
  }

  @ParameterizedTest
  @ValueSource(strings = {"graph.onnx", "weights.bin", "tensors.json", "sample.json"})
  void verify_anyByteFlipped_isBroken(String name) throws IOException {
    Bundle bundle = Bundle.in(folder);
    Path file = folder.resolve("fp32").resolve(name);
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < whole.length; i++) {
      byte[] flipped = whole.clone();
      flipped[i] ^= (byte) (1 << i % Byte.SIZE);
      Files.write(file, flipped);
      assertThatExceptionOfType(ModelBrokenException.class)
          .isThrownBy(bundle::verify)
          .withMessageContaining("model 'minilm@3': " + file + ": crc32c ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"graph.onnx", "weights.bin", "tensors.json", "sample.json"})
  void verify_cutOrGrown_isBroken(String name) throws IOException {
    Bundle bundle = Bundle.in(folder);
    Path file = folder.resolve("fp32").resolve(name);
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, whole.length - 1, whole.length + 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatExceptionOfType(ModelBrokenException.class)
          .isThrownBy(bundle::verify)
          .withMessage(
              "model 'minilm@3': %s: %s (expected: %s, as in the manifest); replace the bundle",
              file, Bytes.of(length), Bytes.of(whole.length));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"graph.onnx", "weights.bin", "tensors.json", "sample.json"})
  void verify_missing_isUnavailable(String name) throws IOException {
    Bundle bundle = Bundle.in(folder);
    Path file = folder.resolve("fp32").resolve(name);
    Files.delete(file);
    assertThatExceptionOfType(ModelUnavailableException.class)
        .isThrownBy(bundle::verify)
        .withMessage(
            "model 'minilm@3': " + file + " is not there (expected: a whole bundle); call again");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/etc/passwd",
        "..",
        ".",
        "../weights.bin",
        "fp32/../../weights.bin",
        "fp32/..",
        "fp32/./graph.onnx",
        "fp32//graph.onnx",
        "fp32/",
        "fp32\\graph.onnx",
        "c:/graph.onnx",
        "fp32/graph.onnx\n",
        "fp32/graph\u0000.onnx",
        "FP32/graph.onnx",
        "fp32/gr\u00e4ph.onnx",
        "a/b/c/d/e",
        ".hidden/graph.onnx",
        "~/graph.onnx",
        "fp32/-graph.onnx",
      })
  void file_pathThatIsNoNameBelow_isRefused(String path) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Manifests.file(path, 1))
        .withMessage(
            "path: '%s' (expected: names of lower-case letters, digits, '.', '_' and '-', joined by"
                + " '/')",
            path);
  }

  @Test
  void file_pathOfNames_isBelowTheBundle() {
    assertThat(Manifests.file("a/b_2/c-3/d..e.bin", 1).in(folder))
        .isEqualTo(folder.resolve("a").resolve("b_2").resolve("c-3").resolve("d..e.bin"));
  }

  @Test
  void digest_ofAPart_isThatOfItsBytes() throws IOException {
    byte[] bytes = new byte[200_000];
    new Random(5).nextBytes(bytes);
    Path file = Files.write(folder.resolve("large"), bytes);
    Path part = Files.write(folder.resolve("part"), Arrays.copyOfRange(bytes, 1000, 150_000));
    try (FileChannel channel = FileChannel.open(file)) {
      assertThat(FileDigest.of(channel, 1000, 149_000, true)).isEqualTo(FileDigest.of(part, true));
      assertThat(FileDigest.of(channel, 199_990, 1000, false).bytes()).isEqualTo(10);
      assertThat(FileDigest.of(channel, 300_000, 10, false).bytes()).isZero();
    }
  }

  @Test
  void digest_ofKnownText_hasTheKnownSums() throws IOException {
    FileDigest digest = FileDigest.of(Files.writeString(folder.resolve("x"), "123456789"), true);
    assertThat(digest)
        .isEqualTo(
            new FileDigest(
                9,
                "e3069283",
                Optional.of("15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225")));
    assertThat(FileDigest.of(folder.resolve("x"), false).sha256()).isEmpty();
  }

  private BundleFile write(String path, int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    Files.createDirectories(folder.resolve(path).getParent());
    return new BundleFile(path, FileDigest.of(Files.write(folder.resolve(path), bytes), true));
  }
}
