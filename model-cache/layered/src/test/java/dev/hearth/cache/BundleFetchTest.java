package dev.hearth.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hearth.Bytes;
import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.DeadlineExceededException;
import dev.hearth.ModelBrokenException;
import dev.hearth.ModelUnavailableException;
import dev.hearth.testkit.store.Fault;
import dev.hearth.testkit.store.TinyBundle;
import dev.hearth.variant.VariantPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes of a bundle in the store. */
final class BundleFetchTest extends BundleCacheTest {

  private static final Duration SHORT = Duration.ofMillis(200);

  @Test
  void acquire_bundle_bringsItsFilesOneByOneAndTheManifestLast() {
    publish(MINILM, FP32);
    List<List<String>> before = new ArrayList<>();
    opening = path -> before.add(onDisk(MINILM));
    LayeredModelCache cache = open(bundles());
    assertThat(foundIn(cache, MINILM)).isEqualTo("remote");
    assertThat(ask(cache, MINILM)).isEqualTo(32);
    assertThat(before).containsExactly(List.of(), List.of(GRAPH), List.of(GRAPH, WEIGHTS_FILE));
    assertThat(onDisk(MINILM)).containsExactly(GRAPH, SAMPLE, WEIGHTS_FILE, "manifest.json");
    assertThat(remote.manifests()).isEqualTo(1);
    assertThat(Logs.warnings(folder().toString())).isEmpty();
  }

  @Test
  void acquire_broughtByAnother_asksTheStoreNothing() {
    fill(FP32);
    LayeredModelCache second = open(bundles());
    assertThat(foundIn(second, MINILM)).isEqualTo("disk");
    assertThat(ask(second, MINILM)).isEqualTo(32);
    assertThat(opened).isEmpty();
    assertThat(remote.manifests()).isEqualTo(1);
    assertThat(ask(open(diskOnly()), MINILM)).isEqualTo(32);
  }

  @Test
  void acquire_twoVariants_fetchesOnlyTheOneChosen() {
    fill(FP32, INT8);
    assertThat(onDisk(MINILM)).containsExactly(GRAPH, SAMPLE, WEIGHTS_FILE, "manifest.json");
    LayeredModelCache other = open(bundles().variants(VariantPolicy.named("int8")));
    assertThat(ask(other, MINILM)).isEqualTo(8);
    assertThat(opened).containsExactly("int8/graph.onnx", "int8/weights.bin", "int8/sample.json");
    assertThat(foundIn(open(bundles()), MINILM)).isEqualTo("disk");
    assertThat(foundIn(open(bundles().variants(VariantPolicy.named("int8"))), MINILM))
        .isEqualTo("disk");
    assertThat(opened).hasSize(3);
    assertThat(Logs.warnings("minilm@3")).filteredOn(line -> line.contains("" + temp)).isEmpty();
  }

  @Test
  void acquire_chosenVariant_standsWithItsReasonInTheReport() {
    publish(MINILM, FP32, INT8);
    assertThat(variant(open(bundles()), MINILM)).contains("fp32: preferred by the bundle");
    assertThat(variant(open(bundles().memory(Bytes.of(50_000))), MINILM))
        .contains(
            "int8: next in the bundle's order; fp32: takes 100,000 bytes (expected: at most 50,000"
                + " bytes)");
    publish(MINILM.withVersion("4"), FP32);
    assertThat(variant(open(bundles()), MINILM.withVersion("4"))).contains("fp32: the only one");
    publish(MINILM.withVersion("5"), 9);
    assertThat(variant(open(bundles().prepare(false)), MINILM.withVersion("5"))).isEmpty();
  }

  @Test
  void acquire_onlyAVariantBelowTheFloorFits_isRefusedWithTheReasonOfEach() {
    publish(MINILM, FP32, INT8);
    LayeredModelCache cache =
        open(bundles().memory(Bytes.of(50_000)).variants(VariantPolicy.atLeast(0.98)));
    assertFails(
        cache,
        ConfigurationException.class,
        "model 'minilm@3': none of its variants runs here: fp32: takes 100,000 bytes (expected: at"
            + " most 50,000 bytes); int8: accuracy 0.97 (expected: at least 0.98); raise the"
            + " function's memory, lower the floor, or publish a variant that does");
    assertThat(opened).isEmpty();
    assertThat(onDisk(MINILM)).isEmpty();
  }

  @Test
  void acquire_noDiskLayer_isRefused() {
    publish(MINILM, FP32);
    assertFails(
        open(bundlesWithoutDisk()),
        ConfigurationException.class,
        "model 'minilm@3': a bundle cannot be kept on disk: no disk layer is configured (expected: a"
            + " writable folder with room for it, for a bundle is mapped); give the cache a disk"
            + " layer with room, or publish the plain model");
    assertThat(opened).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void acquire_plainModel_costsOneRequestForAManifest(boolean disk) {
    publish(MINILM, 7);
    assertThat(ask(open(disk ? bundles() : bundlesWithoutDisk()), MINILM)).isEqualTo(7);
    assertThat(opened).containsExactly("model.onnx");
    assertThat(remote.manifests()).isEqualTo(1);
    if (disk) {
      assertThat(foundIn(open(bundles()), MINILM)).isEqualTo("disk");
      assertThat(remote.manifests()).isEqualTo(1);
    }
  }

  @Test
  void acquire_formatToCome_isRefusedAndNothingLands() {
    byte[] manifest = publish(MINILM, FP32).text();
    String newer = new String(manifest, UTF_8).replace("\"1.0\"", "\"2.0\"");
    models.put("minilm/3/manifest.json", newer.getBytes(UTF_8));
    assertFails(
        open(bundles()),
        ConfigurationException.class,
        "manifest of 'minilm@3' in "
            + remote.location()
            + ": formatVersion '2.0' (expected: 1.x, which this version of Hearth reads); prepare"
            + " the bundle with this version's 'hearth prepare', or take a newer version of Hearth"
            + " into the function");
    assertThat(opened).isEmpty();
    assertThat(FolderView.of(folder()).files()).isEmpty();
  }

  @Test
  void acquire_manifestBrokenInTheStore_isRefusedAndNothingLands() {
    byte[] manifest = publish(MINILM, FP32).text();
    manifest[100] ^= 1;
    models.put("minilm/3/manifest.json", manifest);
    assertThatExceptionOfType(ModelBrokenException.class)
        .isThrownBy(() -> ask(open(bundles()), MINILM))
        .withMessageStartingWith("manifest of 'minilm@3' in " + remote.location());
    assertThat(opened).isEmpty();
    assertThat(FolderView.of(folder()).files()).isEmpty();
  }

  @Test
  void acquire_fileMissingInTheStore_isAConfigurationMistake() {
    publish(MINILM, FP32);
    models.delete("minilm/3/" + WEIGHTS_FILE);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> ask(open(bundles()), MINILM))
        .withMessageContaining("has no minilm/3/fp32/weights.bin");
    assertThat(onDisk(MINILM)).containsExactly(GRAPH);
  }

  @Test
  void acquire_damagedInTransit_neverLandsAndTheNextCallFetchesTheRest() {
    publish(MINILM, FP32);
    LayeredModelCache cache = open(bundles());
    faultAtWeights(new Fault.Corrupt(50_000));
    assertThatExceptionOfType(ModelBrokenException.class).isThrownBy(() -> ask(cache, MINILM));
    assertRestIsFetched(cache);
  }

  @Test
  void acquire_connectionBreaksInTheMiddle_theNextCallFetchesTheRest() {
    publish(MINILM, FP32);
    LayeredModelCache cache = open(bundles());
    faultAtWeights(new Fault.Cut(50_000));
    assertThatExceptionOfType(ModelUnavailableException.class).isThrownBy(() -> ask(cache, MINILM));
    assertRestIsFetched(cache);
  }

  @Test
  void acquire_transferEndsInTheMiddle_anotherCacheFetchesTheRest() {
    publish(MINILM, FP32);
    faultAtWeights(new Fault.Truncated(50_000));
    assertThatExceptionOfType(ModelUnavailableException.class)
        .isThrownBy(() -> ask(open(bundles()), MINILM));
    assertRestIsFetched(open(bundles()));
  }

  @Test
  void acquire_fileHangs_isGivenUpAtTheDeadline() {
    publish(MINILM, FP32);
    LayeredModelCache cache = open(bundles().patience(Duration.ofMillis(1)));
    faultAtWeights(new Fault.Hanging(100));
    assertThatExceptionOfType(DeadlineExceededException.class)
        .isThrownBy(() -> ask(cache, MINILM, Deadline.after(SHORT)))
        .withMessageContaining("(so far: remote: variant fp32: the only one, ");
    Eventually.isTrue("the download is closed", () -> remote.underWay() == 0);
    assertThat(remote.aborts()).isEqualTo(1);
    Eventually.isTrue("the part is gone", () -> FolderView.of(folder()).unfinished().isEmpty());
    assertRestIsFetched(cache);
  }

  @Test
  void acquire_noAnswerForAFile_isUnavailable() {
    publish(MINILM, FP32);
    LayeredModelCache cache = open(bundles().openWait(Duration.ofMillis(100)));
    faultAtWeights(new Fault.Unanswering());
    assertFails(
        cache,
        ModelUnavailableException.class,
        "model 'minilm@3': "
            + remote.location()
            + " did not answer within 100 ms (expected: the beginning of the model); call again");
    assertRestIsFetched(cache);
  }

  @Test
  void acquire_refusedByTheRuntimeAsDelivered_isNotFetchedOverAndOver() {
    publish(MINILM, TinyBundle.Variant.fp32(20, 1)); // No fake model, it is too short.
    LayeredModelCache cache = open(bundles());
    assertThatExceptionOfType(ModelBrokenException.class).isThrownBy(() -> ask(cache, MINILM));
    assertThat(opened).containsExactly(GRAPH, WEIGHTS_FILE, SAMPLE);
    assertThat(onDisk(MINILM)).isEmpty();
  }

  @Test
  void acquire_evictedBeforeItIsLoaded_isFetchedAgain() {
    publish(MINILM, FP32);
    AtomicInteger times = new AtomicInteger();
    runtime.onLoad(
        ref -> {
          if (times.incrementAndGet() == 1) {
            delete(WEIGHTS_FILE);
          }
        });
    assertThat(ask(open(bundles()), MINILM)).isEqualTo(32);
    assertThat(opened).containsExactly(GRAPH, WEIGHTS_FILE, SAMPLE, WEIGHTS_FILE);
  }

  @Test
  void acquire_evictedAsOftenAsItComes_endsSomeTime() {
    publish(MINILM, FP32);
    runtime.onLoad(ref -> delete(GRAPH));
    assertThatExceptionOfType(ModelUnavailableException.class)
        .isThrownBy(() -> ask(open(bundles()), MINILM))
        .withMessageContaining("is not there");
    assertThat(opened).hasSizeBetween(3, 6);
  }

  @Test
  void acquire_byManyThreadsOfTwoCaches_fetchesEachFileOnce() throws Exception {
    publish(MINILM, FP32, INT8);
    List<LayeredModelCache> two = List.of(open(bundles()), open(bundles()));
    AtomicInteger number = new AtomicInteger();
    List<Long> answers =
        Threads.together(8, () -> ask(two.get(number.getAndIncrement() % 2), MINILM));
    assertThat(answers).hasSize(8).containsOnly(32L);
    assertThat(remote.bytesRead())
        .isEqualTo(
            Files.size(file(GRAPH)) + Files.size(file(WEIGHTS_FILE)) + Files.size(file(SAMPLE)));
    assertThat(runtime.loads()).isEqualTo(2);
    assertThat(Logs.warnings(folder().toString())).isEmpty();
  }

  private void faultAtWeights(Fault fault) {
    opening = path -> remote.fault(path.equals(WEIGHTS_FILE) ? fault : new Fault.None());
  }

  private void assertRestIsFetched(LayeredModelCache cache) {
    assertThat(onDisk(MINILM)).containsExactly(GRAPH);
    opening = path -> remote.fault(new Fault.None());
    remote.fault(new Fault.None());
    opened.clear();
    assertThat(ask(cache, MINILM)).isEqualTo(32);
    assertThat(opened).containsExactly(WEIGHTS_FILE, SAMPLE);
    assertThat(foundIn(open(bundles()), MINILM)).isEqualTo("disk");
  }

  private void delete(String path) {
    try {
      Files.delete(file(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
