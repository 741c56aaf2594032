package dev.hearth.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hearth.Bytes;
import dev.hearth.ConfigurationException;
import dev.hearth.ModelRef;
import dev.hearth.ModelUnavailableException;
import dev.hearth.testkit.store.Fault;
import dev.hearth.testkit.store.TinyBundle;
import dev.hearth.variant.VariantPolicy;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A folder that does not hold all bundles. */
final class BundleQuotaTest extends BundleCacheTest {

  private static final long FILES = WEIGHTS + 700 + 233;

  /** What is set aside for each version, and for each file on its way. */
  private static final long BESIDE = 256;

  private final AtomicLong seconds = new AtomicLong(1_700_000_000);

  @Test
  void acquire_largerThanTheQuota_isRefusedWithBothNumbers() {
    publish(MINILM, FP32);
    assertFails(
        open(bundles(Bytes.of(50_000))),
        ConfigurationException.class,
        "model 'minilm@3': a bundle cannot be kept on disk: 100,933 bytes do not fit the quota of"
            + " 50,000 bytes (expected: a writable folder with room for it, for a bundle is mapped);"
            + " give the cache a disk layer with room, or publish the plain model");
    assertThat(opened).isEmpty();
    assertThat(FolderView.of(folder()).files()).isEmpty();
  }

  @Test
  void acquire_folderFull_evictsTheBundleUsedLongestAgoWithAllItsFiles() throws Exception {
    long bytes = publishVersions(3);
    LayeredModelCache cache = cacheForTwo(bytes);
    use(cache, 1);
    Files.writeString(folder().resolve("minilm/1/fp32/notes.txt"), "not ours");
    use(cache, 2);
    use(cacheForTwo(bytes), 1);
    use(cache, 3);
    assertThat(onDisk(version(1))).hasSize(5);
    assertThat(onDisk(version(2))).isEmpty();
    assertThat(folder().resolve("minilm/2/fp32")).doesNotExist();
    assertThat(onDisk(version(3))).hasSize(4);
    use(cacheForTwo(bytes), 2);
    assertThat(onDisk(version(1))).containsExactly("fp32/notes.txt");
    String figures = Bytes.of(bytes) + ", to stay under " + Bytes.of(2 * bytes);
    assertThat(Logs.infos(folder().toString()))
        .containsExactly(
            "disk layer " + folder() + ": evicted minilm/2, " + figures,
            "disk layer " + folder() + ": evicted minilm/1, " + figures);
    assertThat(Logs.warnings(folder().toString())).isEmpty();
  }

  @Test
  void acquire_plainModelsAndBundles_evictEachOther() {
    LayeredModelCache cache = cacheForTwo(publishVersions(2));
    publish(version(3), WEIGHTS, 3);
    publish(version(4), WEIGHTS, 4);
    use(cache, 1);
    use(cache, 3);
    use(cache, 2);
    assertThat(onDisk(version(1))).isEmpty();
    use(cache, 4);
    assertThat(onDisk(version(3))).isEmpty();
    assertThat(onDisk(version(2))).hasSize(4);
    assertThat(onDisk(version(4))).containsExactly("model.digest", "model.onnx");
  }

  @Test
  void acquire_bundleThatJustFits_lands() {
    Bytes quota = Bytes.of(publishVersions(1));
    assertThat(ask(open(bundles(quota)), version(1))).isEqualTo(1);
    assertThat(onDisk(version(1))).hasSize(4);
    assertThat(FolderView.of(folder()).bytes()).isLessThanOrEqualTo(quota.value());
  }

  @Test
  void acquire_bundleThatJustDoesNotFit_isRefusedBeforeAnythingIsFetched() {
    Bytes quota = Bytes.of(publishVersions(1) - 1);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> ask(open(bundles(quota)), version(1)))
        .withMessageContaining("100,933 bytes do not fit the quota of " + quota);
    assertThat(opened).isEmpty();
  }

  @Test
  void acquire_otherVariantTakesTheRoom_saysSo() {
    Bytes quota = Bytes.of(FILES + BESIDE + publish(MINILM, FP32, INT8).text().length);
    assertThat(ask(open(bundles(quota)), MINILM)).isEqualTo(32);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> ask(open(bundles(quota).variants(VariantPolicy.named("int8"))), MINILM))
        .withMessageContaining(
            quota
                + " of the quota of "
                + quota
                + " are taken by other files of this version and models on their way in");
    assertThat(foundIn(open(bundles(quota)), MINILM)).isEqualTo("disk");
  }

  @Test
  void acquire_whatAFillThatBrokeOffHasLeft_countsAndIsEvicted() {
    long quota = 2 * publishVersions(3);
    LayeredModelCache cache = open(bundles(Bytes.of(quota)));
    opening = path -> remote.fault(path.equals(SAMPLE) ? new Fault.Busy() : new Fault.None());
    assertThatExceptionOfType(ModelUnavailableException.class)
        .isThrownBy(() -> ask(cache, version(1)));
    opening = path -> {};
    remote.fault(new Fault.None());
    assertThat(onDisk(version(1))).containsExactly(GRAPH, WEIGHTS_FILE);
    use(cache, 2);
    use(cache, 3);
    assertThat(onDisk(version(1))).isEmpty();
    assertThat(onDisk(version(2))).hasSize(4);
    assertThat(FolderView.of(folder()).bytes()).isLessThanOrEqualTo(quota);
  }

  @Test
  void acquire_eightThreadsOnTwoCaches_answersAndNeverPassesTheQuota() throws Exception {
    for (int version = 1; version <= 6; version++) {
      publish(version(version), TinyBundle.Variant.fp32(40_000 + 1000 * version, version));
    }
    Bytes quota = Bytes.of(420_000);
    List<LayeredModelCache> both =
        List.of(
            open(bundles(quota).memory(Bytes.of(60_000))),
            open(bundles(quota).memory(Bytes.of(60_000))));
    AtomicBoolean over = new AtomicBoolean();
    AtomicLong most = new AtomicLong();
    Threads.Call<Long> watch =
        Threads.start(
            () -> {
              while (!over.get()) {
                most.accumulateAndGet(FolderView.ofLocked(folder()).bytes(), Math::max);
                LockSupport.parkNanos(3_000_000);
              }
              return most.get();
            });
    long seed = ThreadLocalRandom.current().nextLong();
    AtomicLong thread = new AtomicLong();
    Threads.together(
        8,
        () -> {
          Random random = new Random(seed + thread.incrementAndGet());
          for (int i = 0; i < 15; i++) {
            int version = 1 + random.nextInt(6);
            assertThat(ask(both.get(random.nextInt(2)), version(version)))
                .as("seed %s", seed)
                .isEqualTo(version);
          }
          return 0;
        });
    over.set(true);
    assertThat(watch.result()).isLessThanOrEqualTo(quota.value());
  }

  private LayeredModelCache cacheForTwo(long bytes) {
    return open(
        bundles(Bytes.of(2 * bytes))
            .prepare(false)
            .clock(() -> Instant.ofEpochSecond(seconds.get())));
  }

  private void use(LayeredModelCache cache, int version) {
    seconds.incrementAndGet();
    assertThat(ask(cache, version(version))).isEqualTo(version);
  }

  /** Publishes bundles of one length and returns what each counts in the folder. */
  private long publishVersions(int count) {
    long bytes = 0;
    for (int version = 1; version <= count; version++) {
      TinyBundle.Variant variant = TinyBundle.Variant.fp32(WEIGHTS, version);
      bytes = FILES + BESIDE + publish(version(version), variant).text().length;
    }
    return bytes;
  }

  private static ModelRef version(int version) {
    return MINILM.withVersion("" + version);
  }
}
