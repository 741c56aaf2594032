package dev.hearth.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.hearth.ConfigurationException;
import dev.hearth.InferenceException;
import dev.hearth.ModelBrokenException;
import dev.hearth.ModelRef;
import dev.hearth.bundle.Bundle;
import dev.hearth.bundle.BundleFile;
import dev.hearth.bundle.BundleVariant;
import dev.hearth.bundle.Precision;
import dev.hearth.spi.LoadedModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plain models made into bundles. */
class BundlePreparerTest {

  @TempDir private Path folder;

  @Test
  void writeTo_sameModelInAnotherFolder_givesTheSameBytes() throws IOException {
    Path one = Files.createDirectories(folder.resolve("one"));
    Path other = Files.createDirectories(folder.resolve("some/other/place"));
    Bundle first = TestBundles.prepare(one, TestBundles.product());
    Bundle second = TestBundles.prepare(other, TestBundles.product());
    assertThat(files(first.folder()))
        .containsExactly(
            "fp32/graph.onnx",
            "fp32/sample.json",
            "fp32/tensors.json",
            "fp32/weights.bin",
            "manifest.json");
    for (String file : files(first.folder())) {
      assertThat(second.folder().resolve(file))
          .hasSameBinaryContentAs(first.folder().resolve(file));
    }
    assertThat(second.manifest()).isEqualTo(first.manifest());
    first.verify();
  }

  @Test
  void writeTo_product_keepsItsWeightsOutsideAndPrepacked() {
    BundleVariant variant =
        TestBundles.prepare(folder, TestBundles.product()).manifest().variants().get(0);
    long weights = 4L * TestBundles.EXTENT * TestBundles.EXTENT;
    assertThat(variant.weightBytes()).isBetween(weights, weights + 1000);
    assertThat(variant.prepackedBytes()).isGreaterThanOrEqualTo(weights);
    assertThat(variant.precision()).isEqualTo(Precision.FP32);
    assertThat(variant.files()).allMatch(file -> file.digest().sha256().isPresent());
  }

  @Test
  void writeTo_quick_leavesOutWhatOnlyOtherMachinesNeed() throws IOException {
    Bundle bundle =
        TestBundles.preparer(folder, TestBundles.product())
            .quick()
            .writeTo(folder.resolve("bundle"));
    assertThat(files(bundle.folder())).doesNotContain("fp32/tensors.json");
    assertThat(bundle.manifest().variants().get(0).files())
        .extracting(BundleFile::digest)
        .allMatch(digest -> digest.sha256().isEmpty());
    bundle.verify();
  }

  @Test
  void writeTo_severalVariants_areKeptInTheirOrder() {
    Path model = TinyModel.inFile(folder, TestBundles.product()).path();
    List<String> steps = new ArrayList<>();
    Bundle bundle =
        BundlePreparer.of(TinyModel.REF)
            .variant(source("second", model, List.of("avx2"), OptionalDouble.of(0.5)))
            .variant(source("first", model, List.of(), OptionalDouble.empty()))
            .licence("MIT")
            .progress(steps::add)
            .writeTo(folder.resolve("bundle"));
    assertThat(bundle.manifest().variants())
        .extracting(BundleVariant::name)
        .containsExactly("second", "first");
    assertThat(bundle.manifest().variants().get(0).requires()).containsExactly("avx2");
    assertThat(bundle.manifest().variants().get(0).accuracy()).hasValue(0.5);
    assertThat(bundle.manifest().licence()).contains("MIT");
    assertThat(steps).contains("second: taking checksums", "first: optimising and prepacking");
    assertThat(Bundle.in(bundle.folder()).manifest()).isEqualTo(bundle.manifest());
  }

  @Test
  void writeTo_externalData_isTakenIn() throws IOException {
    writeWeights(folder.resolve("weights.raw"), TestBundles.weights(TestBundles.EXTENT));
    Bundle bundle = TestBundles.prepare(folder, TestBundles.productOf("weights.raw"));
    Files.delete(folder.resolve("weights.raw"));
    try (LoadedModel model = TestBundles.load(bundle, LoadForm.MAPPED);
        LoadedModel plain =
            TinyModel.load(OnnxRuntime.create(), TinyModel.inMemory(TestBundles.product()))) {
      assertThat(TestBundles.answer(model, TestBundles.EXTENT, 2))
          .containsExactly(TestBundles.answer(plain, TestBundles.EXTENT, 2), within(1e-4f));
    }
  }

  @Test
  void writeTo_externalDataMissing_isBroken() throws IOException {
    assertRefused(ModelBrokenException.class, TestBundles.productOf("weights.raw"), "weights.raw");
    Files.write(folder.resolve("weights.raw"), new byte[100]);
    assertRefused(ModelBrokenException.class, TestBundles.productOf("weights.raw"), "w");
  }

  @Test
  void writeTo_quantizedModel_isSeenInItsOperators() {
    byte[] model =
        new TinyModel()
            .input("x", DataType.FLOAT, "n", "4")
            .output("y", DataType.FLOAT, "n", "4")
            .node("DynamicQuantizeLinear", "x", "q s z")
            .node("DequantizeLinear", "q s z", "y")
            .bytes();
    BundleVariant variant = TestBundles.prepare(folder, model).manifest().variants().get(0);
    assertThat(variant.precision()).isEqualTo(Precision.INT8);
    assertThat(variant.name()).isEqualTo("int8");
  }

  @Test
  void writeTo_randomModel_isRefused() throws IOException {
    byte[] model =
        new TinyModel()
            .input("x", DataType.FLOAT, "4")
            .output("y", DataType.FLOAT, "4")
            .node("RandomNormalLike", "x", "r")
            .node("Add", "x r", "y")
            .bytes();
    assertRefused(ConfigurationException.class, model, "is it random?");
  }

  @Test
  void writeTo_noSuchFile_isRefused() throws IOException {
    Path missing = folder.resolve("missing.onnx");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                BundlePreparer.of(TinyModel.REF)
                    .variant(VariantSource.of(missing))
                    .writeTo(folder.resolve("bundle")))
        .withMessage(
            "model 'tiny@1': no file " + missing + " (expected: an .onnx file); correct the path");
    assertThat(files(folder)).isEmpty();
  }

  @Test
  void writeTo_noModel_isBroken() throws IOException {
    assertRefused(ModelBrokenException.class, new byte[0], "expected: a whole ONNX model");
    assertRefused(
        ModelBrokenException.class,
        "no model\n".repeat(99).getBytes(StandardCharsets.UTF_8),
        "model");
  }

  @Test
  void writeTo_cutModel_isBroken() throws IOException {
    byte[] whole = TestBundles.product();
    for (int length : new int[] {1, 10, whole.length / 2, whole.length - 1}) {
      assertRefused(ModelBrokenException.class, Arrays.copyOf(whole, length), "model 'tiny@1'");
    }
  }

  @Test
  void writeTo_twoVariantsOfOneName_isRefused() throws IOException {
    Path model = TinyModel.inFile(folder, TestBundles.product()).path();
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                BundlePreparer.of(TinyModel.REF)
                    .variant(VariantSource.of(model))
                    .variant(VariantSource.of(model))
                    .writeTo(folder.resolve("bundle")))
        .withMessage("variant 'fp32' twice (expected: names that differ); name them");
    assertThat(files(folder)).containsExactly("model.onnx");
  }

  @Test
  void writeTo_signaturesDiffer_isRefused() throws IOException {
    Path model = TinyModel.inFile(folder, TestBundles.product()).path();
    Path other = Files.write(folder.resolve("other.onnx"), TestBundles.product(64));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(
            () ->
                BundlePreparer.of(TinyModel.REF)
                    .variant(source("one", model, List.of(), OptionalDouble.empty()))
                    .variant(source("two", other, List.of(), OptionalDouble.empty()))
                    .writeTo(folder.resolve("bundle")))
        .withMessageStartingWith("model 'tiny@1', variant 'two': ")
        .withMessageEndingWith("; variants of one model take and give the same");
    assertThat(files(folder)).containsExactly("model.onnx", "other.onnx");
  }

  @Test
  void writeTo_folderIsThere_isLeftAlone() throws IOException {
    Path there = Files.createDirectory(folder.resolve("bundle"));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> TestBundles.prepare(folder, TestBundles.product()))
        .withMessage(
            "bundle "
                + there
                + " is already there (expected: a new folder); name another or delete it");
    assertThat(files(there)).isEmpty();
  }

  @Test
  void of_alias_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BundlePreparer.of(ModelRef.parse("tiny@latest")))
        .withMessage("model: 'tiny@latest' (expected: a version, not an alias)");
  }

  @Test
  void writeTo_noVariant_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> BundlePreparer.of(TinyModel.REF).writeTo(folder.resolve("bundle")))
        .withMessage("variants: none (expected: at least one); call variant(...)");
  }

  private void assertRefused(Class<? extends InferenceException> type, byte[] model, String message)
      throws IOException {
    assertThatExceptionOfType(type)
        .isThrownBy(() -> TestBundles.prepare(folder, model))
        .withMessageContaining(message);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left)
          .extracting(file -> file.getFileName().toString())
          .isSubsetOf("model.onnx", "weights.raw");
    }
    assertThat(Mappings.of(folder)).isEmpty();
  }

  private static VariantSource source(
      String name, Path model, List<String> requires, OptionalDouble accuracy) {
    return new VariantSource(Optional.of(name), model, Optional.empty(), accuracy, requires);
  }

  private static void writeWeights(Path file, float[] values) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    Files.write(file, bytes.array());
  }

  private static List<String> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
