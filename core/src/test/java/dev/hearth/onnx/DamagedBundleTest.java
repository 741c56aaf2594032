package dev.hearth.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hearth.ModelBrokenException;
import dev.hearth.ModelUnavailableException;
import dev.hearth.bundle.Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of bundles that are damaged or gone are refused at the load, and nothing stays mapped. */
class DamagedBundleTest {

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // Made before each test.
  private Bundle bundle;

  @BeforeEach
  void prepareBundle() throws IOException {
    bundle =
        TestBundles.movedFrom(
            TestBundles.prepare(folder, TestBundles.product()), TestBundles.ELSEWHERE);
  }

  @ParameterizedTest
  @CsvSource({
    "graph.onnx, MAPPED",
    "graph.onnx, PREPACKED",
    "weights.bin, MAPPED",
    "weights.bin, PREPACKED",
    "weights.bin, TWO_PHASE",
    "sample.json, MAPPED",
    "sample.json, PREPACKED",
  })
  void load_oneBitFlipped_isBroken(String name, LoadForm form) throws IOException {
    Path file = bundle.folder().resolve("fp32").resolve(name);
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < 20; i++) {
      byte[] flipped = whole.clone();
      flipped[(int) ((long) whole.length * i / 20)] ^= (byte) (1 << i % Byte.SIZE);
      Files.write(file, flipped);
      assertBroken(form, "model 'tiny@1': " + file + ": crc32c ");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "graph.onnx, MAPPED",
    "weights.bin, MAPPED",
    "weights.bin, PREPACKED",
    "weights.bin, TWO_PHASE",
    "sample.json, PREPACKED",
  })
  void load_cutOrGrown_isBroken(String name, LoadForm form) throws IOException {
    Path file = bundle.folder().resolve("fp32").resolve(name);
    byte[] whole = Files.readAllBytes(file);
    for (int length : new int[] {0, whole.length / 3, whole.length - 1, whole.length + 1}) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertBroken(form, ", as in the manifest); replace the bundle");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "graph.onnx, MAPPED",
    "weights.bin, MAPPED",
    "weights.bin, PREPACKED",
    "sample.json, PREPACKED",
  })
  void load_fileGone_isUnavailable(String name, LoadForm form) throws IOException {
    Path file = bundle.folder().resolve("fp32").resolve(name);
    Files.delete(file);
    assertThatExceptionOfType(ModelUnavailableException.class)
        .isThrownBy(() -> TestBundles.load(bundle, form).close())
        .withMessageContaining(file + " is not there");
    assertThat(Mappings.of(folder)).isEmpty();
  }

  private void assertBroken(LoadForm form, String message) throws IOException {
    assertThatExceptionOfType(ModelBrokenException.class)
        .isThrownBy(() -> TestBundles.load(bundle, form).close())
        .withMessageContaining(message);
    assertThat(Mappings.of(folder)).isEmpty();
  }
}
