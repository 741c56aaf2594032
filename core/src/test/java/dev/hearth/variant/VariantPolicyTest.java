package dev.hearth.variant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hearth.Bytes;
import dev.hearth.ConfigurationException;
import dev.hearth.ModelRef;
import dev.hearth.Signature;
import dev.hearth.bundle.BundleFile;
import dev.hearth.bundle.BundleManifest;
import dev.hearth.bundle.BundleVariant;
import dev.hearth.bundle.FileDigest;
import dev.hearth.bundle.Precision;
import dev.hearth.bundle.PreparedOn;
import dev.hearth.platform.CpuFeatures;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which variant runs where. */
class VariantPolicyTest {

  private static final CpuFeatures OLD = new CpuFeatures("x86_64", List.of("avx"));
  private static final CpuFeatures NEW = new CpuFeatures("x86_64", List.of("avx", "avx2", "fma"));
  private static final Bytes MUCH = Bytes.of(1000);

  private static final BundleVariant LARGE =
      variant("large", Precision.FP32, OptionalDouble.empty(), 400);
  private static final BundleVariant QUICK =
      variant("quick", Precision.INT8, OptionalDouble.of(0.98), 100, "avx2", "fma");
  private static final BundleVariant UNMEASURED =
      variant("unmeasured", Precision.INT8, OptionalDouble.empty(), 50);

  private static final BundleManifest ALL = manifest(LARGE, QUICK, UNMEASURED);

  @Test
  void choose_allWillDo_takesTheFirst() {
    VariantChoice choice = VariantPolicy.any().choose(ALL, NEW, MUCH);
    assertThat(choice.variant()).isSameAs(LARGE);
    assertThat(choice).hasToString("large: preferred by the bundle");
  }

  @Test
  void choose_onlyOne_saysSo() {
    assertThat(VariantPolicy.any().choose(manifest(QUICK), NEW, MUCH))
        .hasToString("quick: the only one");
  }

  @Test
  void choose_firstDoesNotFit_takesTheNext() {
    assertThat(VariantPolicy.any().choose(ALL, NEW, Bytes.of(399)))
        .hasToString(
            "quick: next in the bundle's order; large: takes 400 bytes (expected: at most 399"
                + " bytes)");
    assertThat(VariantPolicy.any().choose(ALL, NEW, Bytes.of(400)).variant()).isSameAs(LARGE);
  }

  @Test
  void choose_processorLacksFeatures_passesTheVariantOver() {
    VariantChoice choice = VariantPolicy.any().choose(ALL, OLD, Bytes.of(200));
    assertThat(choice.variant()).isSameAs(UNMEASURED);
    assertThat(choice.reason()).contains("quick: needs avx2, fma (expected: of x86_64 avx)");
  }

  @Test
  void choose_floor_holdsWhateverElseFails() {
    VariantPolicy exact = VariantPolicy.atLeast(0.99);
    assertThat(exact.choose(ALL, NEW, MUCH).variant()).isSameAs(LARGE);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> exact.choose(ALL, NEW, Bytes.of(200)))
        .withMessage(
            "model 'm@1': none of its variants runs here: large: takes 400 bytes (expected: at most"
                + " 200 bytes); quick: accuracy 0.98 (expected: at least 0.99); unmeasured: accuracy"
                + " not measured (expected: at least 0.99); raise the function's memory, lower the"
                + " floor, or publish a variant that does");
  }

  @Test
  void choose_floorOfTheMeasure_isEnough() {
    assertThat(VariantPolicy.atLeast(0.98).choose(ALL, NEW, Bytes.of(200)).variant())
        .isSameAs(QUICK);
  }

  @Test
  void choose_named_takesNoOther() {
    VariantPolicy named = VariantPolicy.named("unmeasured");
    assertThat(named.choose(ALL, NEW, MUCH).variant()).isSameAs(UNMEASURED);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> VariantPolicy.named("other").choose(ALL, NEW, MUCH))
        .withMessageContaining("large: not the one asked for (expected: 'other')");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void atLeast_noFraction_isRefused(double floor) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> VariantPolicy.atLeast(floor))
        .withMessage("accuracyFloor: " + floor + " (expected: 0 to 1)");
  }

  private static BundleManifest manifest(BundleVariant... variants) {
    return new BundleManifest(
        ModelRef.parse("m@1"),
        Optional.empty(),
        new PreparedOn("1.0.0", NEW),
        new Signature(List.of(), List.of()),
        List.of(variants));
  }

  private static BundleVariant variant(
      String name, Precision precision, OptionalDouble accuracy, long bytes, String... requires) {
    FileDigest digest = new FileDigest(1, "00000000", Optional.empty());
    return new BundleVariant(
        name,
        precision,
        accuracy,
        false,
        List.of(requires),
        bytes,
        0,
        new BundleFile(name + "/graph.onnx", digest),
        Optional.empty(),
        Optional.empty(),
        new BundleFile(name + "/sample.json", digest));
  }
}
