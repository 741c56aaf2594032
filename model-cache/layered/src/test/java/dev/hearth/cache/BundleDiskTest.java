package dev.hearth.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hearth.ConfigurationException;
import dev.hearth.InferenceException;
import dev.hearth.ModelBrokenException;
import dev.hearth.bundle.BundleManifest;
import dev.hearth.testkit.store.TinyBundle;
import dev.hearth.variant.VariantPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bundles that lie in the folder already, whole or not. */
final class BundleDiskTest extends BundleCacheTest {

  @ParameterizedTest
  @ValueSource(strings = {GRAPH, WEIGHTS_FILE, SAMPLE, BundleManifest.FILE})
  void acquire_oneBitFlipped_isFetchedAgainWithOneWarning(String path) throws Exception {
    fill(FP32);
    flip(file(path), 100);
    assertFetchesAgain();
    assertThat(opened).containsExactly(GRAPH, WEIGHTS_FILE, SAMPLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {GRAPH, WEIGHTS_FILE, SAMPLE})
  void acquire_fileCut_isFetchedAgainWithOneWarning(String path) throws Exception {
    fill(FP32);
    cut(file(path), 100);
    assertFetchesAgain();
    assertThat(opened).containsExactly(path);
  }

  @Test
  void acquire_digitOfTheFormatFlipped_isFetchedAgainWithOneWarning() throws Exception {
    fill(FP32);
    flip(file(BundleManifest.FILE), Files.readString(file(BundleManifest.FILE)).indexOf("1.0"));
    LayeredModelCache second = open(bundles());
    assertThat(ask(second, MINILM)).isEqualTo(32);
    assertThat(opened).isEmpty();
    assertThat(Logs.warnings(folder().toString())).hasSize(1);
    assertThat(foundIn(open(bundles()), MINILM)).isEqualTo("disk");
  }

  @Test
  void acquire_manifestCut_isFetchedAgainWithOneWarning() throws Exception {
    fill(FP32);
    cut(file(BundleManifest.FILE), 100);
    assertFetchesAgain();
  }

  @ParameterizedTest
  @ValueSource(strings = {GRAPH, WEIGHTS_FILE, SAMPLE})
  void acquire_fileMissing_isFetched(String path) throws Exception {
    fill(FP32);
    Files.delete(file(path));
    LayeredModelCache second = open(bundles());
    assertThat(foundIn(second, MINILM)).isEqualTo("remote");
    assertThat(opened).containsExactly(path);
    assertThat(Logs.warnings(folder().toString())).isEmpty();
    assertThat(foundIn(open(bundles()), MINILM)).isEqualTo("disk");
  }

  @Test
  void acquire_manifestMissing_fetchesOnlyTheManifest() throws Exception {
    fill(FP32);
    Files.delete(file(BundleManifest.FILE));
    assertThat(ask(open(bundles()), MINILM)).isEqualTo(32);
    assertThat(opened).isEmpty();
    assertThat(remote.manifests()).isEqualTo(2);
    assertThat(file(BundleManifest.FILE)).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {GRAPH, WEIGHTS_FILE, SAMPLE, BundleManifest.FILE})
  void acquire_oneBitFlippedWithoutRemote_failsAndLeavesTheFiles(String path) throws Exception {
    fill(FP32);
    flip(file(path), 100);
    List<String> files = onDisk(MINILM);
    for (int times = 0; times < 2; times++) {
      assertThatExceptionOfType(ModelBrokenException.class)
          .isThrownBy(() -> ask(open(diskOnly()), MINILM))
          .withMessageContaining(file(path) + ": ");
    }
    assertThat(onDisk(MINILM)).isEqualTo(files);
  }

  @ParameterizedTest
  @ValueSource(strings = {GRAPH, WEIGHTS_FILE, SAMPLE})
  void acquire_fileCutWithoutRemote_failsAndLeavesTheFiles(String path) throws Exception {
    fill(FP32);
    cut(file(path), 100);
    assertThatExceptionOfType(InferenceException.class)
        .isThrownBy(() -> ask(open(diskOnly()), MINILM))
        .withMessageContaining(path)
        .withMessageContaining("100 bytes (expected: ");
    assertThat(file(path)).hasSize(100);
  }

  @Test
  void acquire_fileMissingWithoutRemote_isAConfigurationMistake() throws Exception {
    fill(FP32);
    Files.delete(file(WEIGHTS_FILE));
    assertFails(
        open(diskOnly()),
        ConfigurationException.class,
        "model 'minilm@3': fp32/weights.bin is not on disk (expected: there, for no store that is"
            + " configured has it); put the whole bundle there or configure the store that has it");
  }

  @Test
  void acquire_otherVariantWithoutRemote_isAConfigurationMistake() {
    fill(FP32, INT8);
    assertFails(
        open(diskOnly().variants(VariantPolicy.named("int8"))),
        ConfigurationException.class,
        "model 'minilm@3': int8/graph.onnx is not on disk (expected: there, for no store that is"
            + " configured has it); put the whole bundle there or configure the store that has it");
  }

  @Test
  void acquire_formatToComeOnDiskWithoutRemote_isRefusedAndStays() throws Exception {
    fill(FP32);
    Path manifest = file(BundleManifest.FILE);
    Files.writeString(
        manifest, Files.readString(manifest, UTF_8).replace("\"1.0\"", "\"2.0\""), UTF_8);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> ask(open(diskOnly()), MINILM))
        .withMessageStartingWith("manifest " + manifest + ": formatVersion '2.0'");
    assertThat(onDisk(MINILM)).hasSize(4);
  }

  @Test
  void acquire_bundlePutThereByHand_isMappedAndLeftAsItIs() throws Exception {
    TinyBundle.write(file(""), MINILM, FP32, INT8);
    assertThat(ask(open(diskOnly()), MINILM)).isEqualTo(32);
    assertThat(ask(open(bundles().variants(VariantPolicy.named("int8"))), MINILM)).isEqualTo(8);
    assertThat(opened).isEmpty();
    assertThat(remote.manifests()).isZero();
    assertThat(onDisk(MINILM)).hasSize(9);
  }

  @Test
  void acquire_strangersFileInAVariantsFolder_survivesTheRemoval() throws Exception {
    fill(FP32);
    Files.writeString(file("fp32/notes.txt"), "not ours");
    flip(file(GRAPH), 100);
    assertFetchesAgain();
    assertThat(file("fp32/notes.txt")).hasContent("not ours");
  }

  private void assertFetchesAgain() {
    LayeredModelCache second = open(bundles());
    assertThat(foundIn(second, MINILM)).isEqualTo("remote");
    assertThat(ask(second, MINILM)).isEqualTo(32);
    assertThat(Logs.warnings(folder().toString())).hasSize(1);
    assertThat(Logs.warnings(folder().toString()).get(0))
        .startsWith("disk layer " + folder() + ": fetches 'minilm@3' again: ");
    assertThat(foundIn(open(bundles()), MINILM)).isEqualTo("disk");
    assertThat(Logs.warnings(folder().toString())).hasSize(1);
  }
}
