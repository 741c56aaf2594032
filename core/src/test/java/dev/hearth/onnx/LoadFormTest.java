package dev.hearth.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import dev.hearth.ConfigurationException;
import dev.hearth.ModelBrokenException;
import dev.hearth.RecordedLogs;
import dev.hearth.bundle.Bundle;
import dev.hearth.bundle.Graph;
import dev.hearth.bundle.GraphTensor;
import dev.hearth.bundle.Sample;
import dev.hearth.spi.LoadedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Bundles loaded in each form, here and as if they had been prepared elsewhere. */
class LoadFormTest {

  private static final Offset<Float> ROUNDING = within(1e-4f);

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(value = LoadForm.class, names = "EXPORTED", mode = EnumSource.Mode.EXCLUDE)
  void load_anyForm_answersLikeTheExportedModel(LoadForm form) {
    Bundle bundle = TestBundles.prepare(folder, TestBundles.product());
    try (LoadedModel exported = exported();
        LoadedModel model = TestBundles.load(bundle, form)) {
      assertThat(model.signature()).isEqualTo(exported.signature());
      for (int rows = 1; rows < 20; rows++) {
        assertThat(TestBundles.answer(model, TestBundles.EXTENT, rows))
            .containsExactly(TestBundles.answer(exported, TestBundles.EXTENT, rows), ROUNDING);
      }
      assertThat(model.loadReport().steps().keySet())
          .containsExactly("runtime", "session", "check");
    }
  }

  @Test
  void load_asExported_refusesABundle() {
    Bundle bundle = TestBundles.prepare(folder, TestBundles.product());
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> TestBundles.load(bundle, LoadForm.EXPORTED))
        .withMessage(
            "model 'tiny@1': a bundle (expected: a plain model, as the load form EXPORTED asks"
                + " for); choose another form or publish the plain model");
  }

  @ParameterizedTest
  @EnumSource(value = LoadForm.class, names = "EXPORTED", mode = EnumSource.Mode.EXCLUDE)
  void load_noLargeTensor_needsNoWeightsFile(LoadForm form) {
    Bundle bundle = TestBundles.prepare(folder, TestBundles.product(4));
    assertThat(TestBundles.content(bundle).variant().weights()).isEmpty();
    try (LoadedModel model = TestBundles.load(bundle, form)) {
      assertThat(TestBundles.answer(model, 4, 3)).hasSize(12);
    }
  }

  @ParameterizedTest
  @EnumSource(value = LoadForm.class, names = "EXPORTED", mode = EnumSource.Mode.EXCLUDE)
  void load_notPrepacked_answersAllTheSame(LoadForm form) {
    Bundle bundle =
        TestBundles.preparer(folder, TestBundles.product())
            .prepack(false)
            .writeTo(folder.resolve("bundle"));
    assertThat(TestBundles.content(bundle).variant().prepacked()).isFalse();
    try (LoadedModel exported = exported();
        LoadedModel model = TestBundles.load(bundle, form)) {
      assertThat(TestBundles.answer(model, TestBundles.EXTENT, 3))
          .containsExactly(TestBundles.answer(exported, TestBundles.EXTENT, 3), ROUNDING);
    }
  }

  @ParameterizedTest
  @EnumSource(value = LoadForm.class, names = "EXPORTED", mode = EnumSource.Mode.EXCLUDE)
  void load_preparedElsewhere_runsTheSampleFirst(LoadForm form) throws IOException {
    Bundle bundle =
        TestBundles.movedFrom(
            TestBundles.prepare(folder, TestBundles.product()), TestBundles.ELSEWHERE);
    try (LoadedModel model = TestBundles.load(bundle, form)) {
      assertThat(model.loadReport().steps()).containsKey("sample");
      assertThat(TestBundles.answer(model, TestBundles.EXTENT, 1)).hasSize(TestBundles.EXTENT);
    }
  }

  @ParameterizedTest
  @EnumSource(value = LoadForm.class, names = "EXPORTED", mode = EnumSource.Mode.EXCLUDE)
  void load_preparedElsewhereAndSampleDiffers_isRefused(LoadForm form) throws IOException {
    Bundle bundle = TestBundles.prepare(folder, TestBundles.product());
    writeOtherSample(bundle);
    Bundle moved = TestBundles.movedFrom(TestBundles.sealed(bundle), TestBundles.ELSEWHERE);
    assertThatExceptionOfType(ModelBrokenException.class)
        .isThrownBy(() -> TestBundles.load(moved, form))
        .withMessageMatching(
            "model 'tiny@1', variant 'fp32': its sample gives other outputs here, by [0-9.e+]+"
                + " \\(expected: at most 0.0010; prepared for ONNX Runtime 1.0.0 on x86_64 sse4_1,"
                + " here ONNX Runtime .*\\); prepare it on a machine like this one");
    assertThat(Mappings.of(folder)).isEmpty();
  }

  @Test
  void load_prepackedForOtherKernels_goesOnMappedWithOneWarning() throws IOException {
    Bundle bundle = TestBundles.prepare(folder, TestBundles.product());
    wreckPrepacked(bundle);
    Bundle moved = TestBundles.movedFrom(TestBundles.sealed(bundle), TestBundles.ELSEWHERE);
    int before = RecordedLogs.containing("its prepacked weights do not suit").size();
    try (LoadedModel exported = exported();
        LoadedModel model = TestBundles.load(moved, LoadForm.PREPACKED)) {
      assertThat(TestBundles.answer(model, TestBundles.EXTENT, 2))
          .containsExactly(TestBundles.answer(exported, TestBundles.EXTENT, 2), ROUNDING);
    }
    assertThat(RecordedLogs.containing("its prepacked weights do not suit")).hasSize(before + 1);
  }

  private LoadedModel exported() {
    return TinyModel.load(
        TestBundles.runtime(LoadForm.TWO_PHASE), TinyModel.inMemory(TestBundles.product()));
  }

  private static void writeOtherSample(Bundle bundle) throws IOException {
    Path file = TestBundles.content(bundle).variant().sample().in(bundle.folder());
    Sample sample = Sample.read("model", file);
    float first = sample.outputs().get("y").floats().get(0);
    sample.outputs().get("y").floats().put(0, first + 1);
    Files.write(file, sample.text());
  }

  private static void wreckPrepacked(Bundle bundle) throws IOException {
    Path weights =
        TestBundles.content(bundle).variant().weights().orElseThrow().in(bundle.folder());
    Graph graph = Graph.read(TestBundles.content(bundle).variant().graph().in(bundle.folder()));
    byte[] bytes = Files.readAllBytes(weights);
    GraphTensor.Blob blob = graph.external().get(0).prepacked().get(0);
    for (int i = 0; i < blob.length(); i++) {
      bytes[(int) blob.offset() + i] = 0;
    }
    Files.write(weights, bytes);
  }
}
