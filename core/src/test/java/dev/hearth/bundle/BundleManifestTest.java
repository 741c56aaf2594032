package dev.hearth.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hearth.ConfigurationException;
import dev.hearth.InferenceException;
import dev.hearth.ModelBrokenException;
import dev.hearth.ModelRef;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BundleManifestTest {

  @Test
  void parse_ofItsText_isTheSame() {
    for (BundleManifest manifest : List.of(Manifests.full(), Manifests.bare())) {
      assertThat(parse(manifest.text())).isEqualTo(manifest);
    }
  }

  @Test
  void text_ofEqualManifests_isTheSameBytes() {
    assertThat(Manifests.full().text()).isEqualTo(Manifests.full().text());
    assertThat(parse(Manifests.full().text()).text()).isEqualTo(Manifests.full().text());
  }

  @Test
  void parse_unknownMembers_arePassedOver() {
    BundleManifest full = Manifests.full();
    byte[] newer =
        Manifests.changed(
            full, "\"precision\":\"fp32\"", "\"precision\":\"fp32\",\"to\":{\"come\":[1,null]}");
    assertThat(parse(newer)).isEqualTo(full);
    assertThat(parse(Manifests.changed(full, "{\"format\"", "{\"new\":true,\"format\"")))
        .isEqualTo(full);
  }

  @Test
  void parse_newerMinor_isRead() {
    BundleManifest full = Manifests.full();
    assertThat(parse(Manifests.changed(full, "\"1.0\"", "\"1.17\""))).isEqualTo(full);
  }

  @Test
  void parse_precisionToCome_isPassedOver() {
    byte[] newer = Manifests.changed(Manifests.full(), "\"fp32\",\"acc", "\"fp8\",\"acc");
    assertThat(parse(newer).variants()).extracting(BundleVariant::name).containsExactly("int8.v2");
  }

  @Test
  void parse_newerMajor_isAConfigurationMistake() {
    byte[] newer = Manifests.changed(Manifests.full(), "\"1.0\"", "\"2.0\"");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> parse(newer))
        .withMessage(
            "manifest here: formatVersion '2.0' (expected: 1.x, which this version of Hearth"
                + " reads); prepare the bundle with this version's 'hearth prepare', or take a"
                + " newer version of Hearth into the function");
  }

  @Test
  void parse_newerMajorOfAnotherKind_isAConfigurationMistakeAllTheSame() {
    byte[] newer = "{\"format\":\"hearth-bundle\",\"formatVersion\":\"12.3\"}".getBytes(UTF_8);
    assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> parse(newer));
  }

  @Test
  void parse_anyBitFlipped_isRefused() {
    for (BundleManifest manifest : List.of(Manifests.full(), Manifests.bare())) {
      byte[] text = manifest.text();
      for (int bit = 0; bit < text.length * Byte.SIZE; bit++) {
        byte[] flipped = text.clone();
        flipped[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        assertThatExceptionOfType(InferenceException.class)
            .as("bit %s", bit)
            .isThrownBy(() -> parse(flipped))
            .isInstanceOfAny(ModelBrokenException.class, ConfigurationException.class);
      }
    }
  }

  @Test
  void parse_cutAnywhere_isBroken() {
    byte[] text = Manifests.full().text();
    for (int length = 0; length < text.length; length++) {
      byte[] cut = Arrays.copyOf(text, length);
      assertThatExceptionOfType(ModelBrokenException.class)
          .as("length %s", length)
          .isThrownBy(() -> parse(cut));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"format\":1}",
        "{\"format\":\"other\",\"formatVersion\":\"1.0\"}",
        "{\"format\":\"hearth-bundle\",\"formatVersion\":\"1\"}",
        "{\"format\":\"hearth-bundle\",\"formatVersion\":\".1\"}",
        "{\"format\":\"hearth-bundle\",\"formatVersion\":\"x.1\"}",
        "{\"format\":\"hearth-bundle\",\"formatVersion\":\"99999999999.1\"}",
        "{\"format\":\"hearth-bundle\",\"formatVersion\":\"1.0\"}",
      })
  void parse_noManifest_isBroken(String text) {
    assertThatExceptionOfType(ModelBrokenException.class)
        .isThrownBy(() -> parse(text.getBytes(UTF_8)))
        .withMessageStartingWith("manifest here: ")
        .withMessageEndingWith(
            "(expected: a whole manifest of a Hearth bundle); replace the bundle");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"minilm@3\"=>\"minilm@latest\"",
        "\"FLOAT32\"=>\"FLOAT31\"",
        "0.9875=>1.5",
        "0.9875=>-0.5",
        "fp32/graph.onnx=>fp32/../graph.onnx",
        "fp32/graph.onnx=>int8.v2/graph.onnx",
        "1a2b3c4d=>1a2b3c4",
        "\"bytes\":1000=>\"bytes\":-1",
        "\"bytes\":1000=>\"bytes\":1.5",
        "[-1,128]=>[-2,128]",
        "\"name\":\"int8.v2\"=>\"name\":\"fp32\"",
        "false=>\"no\"",
      })
  void parse_sealedButWrong_isBroken(String change) {
    String[] fromTo = change.split("=>", -1);
    byte[] wrong = Manifests.changed(Manifests.full(), fromTo[0], fromTo[1]);
    assertThatExceptionOfType(ModelBrokenException.class).isThrownBy(() -> parse(wrong));
  }

  @Test
  void parse_tooLong_isBroken() {
    assertThatExceptionOfType(ModelBrokenException.class)
        .isThrownBy(() -> parse(new byte[BundleManifest.MAX_BYTES + 1]))
        .withMessageContaining("1048577 bytes (expected: at most 1048576)");
  }

  @Test
  void manifest_ofAnAliasOrWithoutVariants_isRefused() {
    BundleManifest full = Manifests.full();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> copy(full, ModelRef.parse("minilm@latest"), full.variants()))
        .withMessage("model: 'minilm@latest' (expected: a version, not an alias)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> copy(full, full.model(), List.of()))
        .withMessage("variants: none (expected: at least one)");
    BundleVariant one = full.variants().get(0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> copy(full, full.model(), List.of(one, one)))
        .withMessage("variant: 'fp32' twice (expected: names that differ)");
  }

  @Test
  void variant_isFoundByName() {
    assertThat(Manifests.full().variant("int8.v2")).isPresent();
    assertThat(Manifests.full().variant("int4")).isEmpty();
  }

  private static BundleManifest copy(
      BundleManifest of, ModelRef model, List<BundleVariant> variants) {
    return new BundleManifest(model, of.licence(), of.preparedOn(), of.signature(), variants);
  }

  private static BundleManifest parse(byte[] text) {
    return BundleManifest.parse(text, "here");
  }
}
