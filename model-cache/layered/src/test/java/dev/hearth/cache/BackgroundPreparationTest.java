package dev.hearth.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hearth.Bytes;
import dev.hearth.ConfigurationException;
import dev.hearth.ModelRef;
import dev.hearth.bundle.Bundle;
import dev.hearth.bundle.BundleManifest;
import dev.hearth.bundle.BundleVariant;
import dev.hearth.platform.MemoryBudget;
import dev.hearth.testkit.FakeModel;
import dev.hearth.testkit.FakeRuntime;
import dev.hearth.testkit.store.TinyBundle;
import dev.hearth.variant.VariantPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is made of plain models behind the backs of the calls. */
final class BackgroundPreparationTest extends BundleCacheTest {

  /** As a preparation that dies leaves it. */
  private static final String DEAD = "minilm@3+prepare.3d0a9d3e-7c4b-4a55-8f0e-0d1f0d3c2b1a.part";

  private final List<Runnable> tasks = new CopyOnWriteArrayList<>();
  private final List<Long> pauses = new CopyOnWriteArrayList<>();
  private final AtomicInteger prepared = new AtomicInteger();

  @BeforeEach
  void preparing() {
    runtime.preparesBy(this::prepare);
    publish(MINILM, WEIGHTS, 32);
  }

  @Test
  void acquire_plainModel_isServedAsItIsAndPreparedAfterwards() {
    LayeredModelCache cache = open(preparing(QUOTA));
    assertThat(ask(cache, MINILM)).isEqualTo(32);
    assertThat(onDisk(MINILM)).containsExactly("model.digest", "model.onnx");
    assertThat(pauses).isEmpty();
    runTasks();
    assertThat(pauses).containsExactly(2_000_000_000L);
    assertThat(onDisk(MINILM)).containsExactly(GRAPH, SAMPLE, WEIGHTS_FILE, "manifest.json");
    assertThat(FolderView.of(folder()).unfinished()).isEmpty();
    assertThat(ask(cache, MINILM)).isEqualTo(32);
    assertThat(Logs.infos("" + MINILM))
        .contains("model 'minilm@3' was prepared; processes to come map it");
  }

  @Test
  void acquire_prepared_isMappedByTheNextCacheWithoutARequest() {
    prepareInAnotherCache();
    LayeredModelCache second = open(preparing(QUOTA));
    assertThat(foundIn(second, MINILM)).isEqualTo("disk");
    assertThat(variant(second, MINILM)).contains("fp32: the only one");
    assertThat(ask(second, MINILM)).isEqualTo(32);
    assertThat(opened).isEmpty();
    assertThat(remote.manifests()).isEqualTo(1);
    runTasks();
    assertThat(prepared).hasValue(1);
  }

  @Test
  void acquire_noRemote_keepsThePlainModelToo() throws Exception {
    Files.createDirectories(file(""));
    FakeModel.write(file("model.onnx"), Bytes.of(WEIGHTS), 32);
    LayeredModelCache cache = open(with(diskOnly()));
    assertThat(variant(cache, MINILM)).isEmpty();
    runTasks();
    assertThat(onDisk(MINILM))
        .containsExactly(GRAPH, SAMPLE, WEIGHTS_FILE, "manifest.json", "model.onnx");
    assertThat(variant(open(with(diskOnly())), MINILM)).contains("fp32: the only one");
  }

  @Test
  void acquire_switchedOff_isLeftAsItIs() {
    ask(open(preparing(QUOTA).prepare(false)), MINILM);
    runTasks();
    assertLeftAsItIs();
    assertThat(prepared).hasValue(0);
  }

  @Test
  void acquire_noDisk_preparesNothing() {
    ask(open(with(bundlesWithoutDisk())), MINILM);
    runTasks();
    assertThat(prepared).hasValue(0);
  }

  @Test
  void acquire_engineMakesNoBundles_isLeftAsItIs() {
    FakeRuntime plain = new FakeRuntime();
    LayeredModelCache cache =
        open(with(LayeredModelCache.builder().runtime(plain).remote(remote).disk(folder(), QUOTA)));
    assertThat(ask(cache, MINILM)).isEqualTo(32);
    runTasks();
    assertLeftAsItIs();
  }

  @Test
  void acquire_littleMemory_isLeftAsItIsWithOneInfo() {
    LayeredModelCache cache =
        open(
            preparing(QUOTA)
                .budget(() -> Optional.of(new MemoryBudget(Bytes.of(3 * WEIGHTS - 1), "little"))));
    ask(cache, MINILM);
    runTasks();
    assertLeftAsItIs();
    assertThat(prepared).hasValue(0);
    assertThat(Logs.infos("299,999"))
        .containsExactly(
            "model 'minilm@3' stays as it is on disk: preparing it takes about 300,000 bytes"
                + " (299,999 bytes to spare); prepare it with 'hearth prepare' and publish the"
                + " bundle");
  }

  @Test
  void acquire_loadedAgain_isTriedOnce() {
    runtime.preparesBy(
        (ref, model, to) -> {
          prepared.incrementAndGet();
          throw new IOException("disk full");
        });
    LayeredModelCache cache = open(preparing(QUOTA).memory(Bytes.of(WEIGHTS)));
    publish(MINILM.withVersion("4"), WEIGHTS, 4);
    ask(cache, MINILM);
    runTasks();
    ask(cache, MINILM.withVersion("4"));
    runTasks();
    ask(cache, MINILM);
    runTasks();
    assertThat(prepared).hasValue(2);
    assertLeftAsItIs();
  }

  @Test
  void acquire_preparationFails_goesOnServing() {
    runtime.preparesBy(
        (ref, model, to) -> {
          Files.createDirectories(to);
          Files.write(to.resolve("half"), new byte[1000]);
          throw new ConfigurationException("model '" + ref + "': random in " + to);
        });
    LayeredModelCache cache = open(preparing(QUOTA));
    ask(cache, MINILM);
    runTasks();
    assertThat(ask(cache, MINILM)).isEqualTo(32);
    assertThat(foundIn(open(preparing(QUOTA)), MINILM)).isEqualTo("disk");
    assertLeftAsItIs();
    assertThat(Logs.infos("random in " + folder())).hasSize(1);
    assertThat(Logs.warnings("" + folder())).isEmpty();
  }

  @Test
  void acquire_preparationFailsUnexpectedly_goesOnServing() {
    runtime.preparesBy(
        (ref, model, to) -> {
          throw new IllegalStateException("a mistake in " + to);
        });
    LayeredModelCache cache = open(preparing(QUOTA));
    ask(cache, MINILM);
    runTasks();
    assertThat(ask(cache, MINILM)).isEqualTo(32);
    assertLeftAsItIs();
    assertThat(Logs.warnings("a mistake in " + folder())).hasSize(1);
  }

  @Test
  void acquire_byTwoCachesAtOnce_isPreparedByOne() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    runtime.preparesBy(
        (ref, model, to) -> {
          begun.countDown();
          await(go);
          return prepare(ref, model, to);
        });
    ask(open(preparing(QUOTA)), MINILM);
    ask(open(preparing(QUOTA)), MINILM);
    List<Runnable> both = takeTasks();
    Threads.Call<Integer> first = Threads.start(() -> runAll(both));
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    int behind = runAll(both.subList(both.size() - 1, both.size()));
    assertThat(behind).isEqualTo(1);
    assertThat(prepared).hasValue(0);
    go.countDown();
    first.result();
    assertThat(prepared).hasValue(1);
    assertThat(onDisk(MINILM)).hasSize(4);
  }

  @Test
  void acquire_killedPreparation_isCleanedUpByTheNextReservation() throws Exception {
    Path parts = Files.createDirectories(folder().resolve(".parts"));
    Files.write(parts.resolve(DEAD), new byte[2000]);
    Files.createFile(parts.resolve(DEAD + ".lock"));
    Path staging = Files.createDirectories(parts.resolve(DEAD + ".staging/.preparing-1/fp32"));
    Files.write(staging.resolve("weights.bin"), new byte[5000]);
    assertThat(ask(open(preparing(Bytes.of(WEIGHTS + 1000))), MINILM)).isEqualTo(32);
    assertThat(FolderView.of(folder()).unfinished()).isEmpty();
    assertThat(parts).isEmptyDirectory();
  }

  @Test
  void acquire_preparing_worksInAFolderOfItsPartOnly() {
    List<Path> folders = new ArrayList<>();
    runtime.preparesBy(
        (ref, model, to) -> {
          folders.add(to);
          return prepare(ref, model, to);
        });
    ask(open(preparing(QUOTA)), MINILM);
    runTasks();
    // Engines may leave things beside what they make; what is killed must be found by its part.
    assertThat(folders).hasSize(1);
    assertThat(folders.get(0).resolveSibling("").toString()).contains(".part.staging");
  }

  @Test
  void acquire_livingPreparation_isLeftAlone() throws Exception {
    publish(MINILM.withVersion("4"), WEIGHTS, 4);
    runtime.preparesBy(
        (ref, model, to) -> {
          Bundle bundle = prepare(ref, model, to);
          assertThat(ask(open(preparing(QUOTA)), MINILM.withVersion("4"))).isEqualTo(4);
          return bundle;
        });
    ask(open(preparing(QUOTA)), MINILM);
    runAll(takeTasks());
    assertThat(onDisk(MINILM)).hasSize(4);
  }

  @Test
  void acquire_noRoomOnDisk_isLeftAsItIsAndEvictsNobody() {
    Bytes quota = Bytes.of(3 * WEIGHTS);
    ModelRef other = MINILM.withVersion("4");
    publish(other, WEIGHTS, 4);
    LayeredModelCache cache = open(preparing(quota));
    ask(cache, other);
    ask(cache, MINILM);
    runTasks();
    assertLeftAsItIs();
    assertThat(onDisk(other)).containsExactly("model.digest", "model.onnx");
    assertThat(prepared).hasValue(0);
  }

  @Test
  void acquire_plainModelEvictedBeforeThePreparation_isLeft() throws Exception {
    LayeredModelCache cache = open(preparing(QUOTA));
    runtime.preparesBy(
        (ref, model, to) -> {
          throw new ConfigurationException("no file " + model);
        });
    ask(cache, MINILM);
    Files.delete(file("model.onnx"));
    runTasks();
    assertThat(FolderView.of(folder()).unfinished()).isEmpty();
    assertThat(ask(cache, MINILM)).isEqualTo(32);
  }

  @Test
  void acquire_bundleThePolicyRefuses_goesOnWithThePlainModel() {
    runtime.preparesBy(
        (ref, model, to) -> {
          prepared.incrementAndGet();
          return new Bundle(
              to, TinyBundle.write(to, ref, TinyBundle.Variant.int8(0.5, WEIGHTS, 8)));
        });
    VariantPolicy policy = VariantPolicy.atLeast(0.9);
    ask(open(preparing(QUOTA).variants(policy)), MINILM);
    runTasks();
    opened.clear();
    LayeredModelCache second = open(preparing(QUOTA).variants(policy));
    assertThat(ask(second, MINILM)).isEqualTo(32);
    assertThat(variant(second, MINILM)).isEmpty();
    assertThat(opened).isEmpty();
    runTasks();
    assertThat(prepared).hasValue(1);
    assertThat(ask(open(preparing(QUOTA)), MINILM)).isEqualTo(8);
  }

  @Test
  void acquire_preparedByAnotherPolicy_fetchesThePlainModelBeside() {
    prepareInAnotherCache();
    LayeredModelCache picky = open(preparing(QUOTA).variants(VariantPolicy.named("int8")));
    assertThat(ask(picky, MINILM)).isEqualTo(32);
    assertThat(opened).containsExactly("model.onnx");
    assertThat(onDisk(MINILM)).hasSize(6);
    assertThat(foundIn(open(preparing(QUOTA).variants(VariantPolicy.named("int8"))), MINILM))
        .isEqualTo("disk");
  }

  @Test
  void acquire_preparedFileMissing_fetchesThePlainModelAgain() throws Exception {
    prepareInAnotherCache();
    Files.delete(file(WEIGHTS_FILE));
    assertPlainIsFetchedAgain();
  }

  @Test
  void acquire_preparedFileCut_fetchesThePlainModelAgain() throws Exception {
    prepareInAnotherCache();
    cut(file(WEIGHTS_FILE), 100);
    assertPlainIsFetchedAgain();
  }

  @Test
  void acquire_preparedFileDamaged_fetchesThePlainModelAgain() throws Exception {
    prepareInAnotherCache();
    flip(file(WEIGHTS_FILE), 100);
    assertPlainIsFetchedAgain();
  }

  @Test
  void acquire_preparedFileDamagedWithoutRemote_fails() throws Exception {
    prepareInAnotherCache();
    Files.delete(file(WEIGHTS_FILE));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> ask(open(diskOnly()), MINILM))
        .withMessageContaining("fp32/weights.bin is not on disk");
  }

  @Test
  void acquire_strangersFileWhereTheBundleGoes_stays() throws Exception {
    Files.createDirectories(file("fp32"));
    Files.writeString(file("fp32/notes.txt"), "not ours");
    ask(open(preparing(QUOTA)), MINILM);
    runTasks();
    assertThat(onDisk(MINILM))
        .containsExactly(GRAPH, "fp32/notes.txt", SAMPLE, WEIGHTS_FILE, "manifest.json");
    assertThat(ask(open(diskOnly()), MINILM)).isEqualTo(32);
  }

  private void prepareInAnotherCache() {
    ask(open(preparing(QUOTA)), MINILM);
    runTasks();
    assertThat(onDisk(MINILM)).hasSize(4);
    opened.clear();
  }

  private void assertPlainIsFetchedAgain() {
    LayeredModelCache second = open(preparing(QUOTA));
    assertThat(ask(second, MINILM)).isEqualTo(32);
    assertThat(variant(second, MINILM)).isEmpty();
    assertThat(opened).containsExactly("model.onnx");
    assertThat(onDisk(MINILM)).containsExactly("model.digest", "model.onnx");
    assertThat(Logs.warnings("disk layer " + folder() + ": fetches 'minilm@3' again: ")).hasSize(1);
    runTasks();
    assertThat(variant(open(preparing(QUOTA)), MINILM)).contains("fp32: the only one");
  }

  private void assertLeftAsItIs() {
    assertThat(onDisk(MINILM)).containsExactly("model.digest", "model.onnx");
    assertThat(FolderView.of(folder()).unfinished()).isEmpty();
  }

  private LayeredModelCacheBuilder preparing(Bytes quota) {
    return with(bundles(quota));
  }

  private LayeredModelCacheBuilder with(LayeredModelCacheBuilder builder) {
    return builder.threads(tasks::add).pause(this::pause).budget(Optional::empty);
  }

  private void pause(long nanos) {
    if (nanos == Pause.SHORT_NANOS) {
      Pause.system().nanos(nanos);
    } else {
      pauses.add(nanos);
    }
  }

  private void runTasks() {
    runAll(takeTasks());
  }

  private List<Runnable> takeTasks() {
    List<Runnable> taken = List.copyOf(tasks);
    tasks.removeAll(taken);
    return taken;
  }

  private static int runAll(List<Runnable> all) {
    all.forEach(Runnable::run);
    return all.size();
  }

  private Bundle prepare(ModelRef ref, Path model, Path to) throws IOException {
    assertThat(to).doesNotExist();
    assertThat(model).hasSize(WEIGHTS);
    prepared.incrementAndGet();
    return quick(to, TinyBundle.write(to, ref, FP32));
  }

  /** Leaves out the table of tensors, as bundles that are prepared in passing have none. */
  private static Bundle quick(Path folder, BundleManifest whole) throws IOException {
    BundleVariant fp32 = whole.variants().get(0);
    BundleVariant variant =
        new BundleVariant(
            fp32.name(),
            fp32.precision(),
            fp32.accuracy(),
            fp32.layoutAtLoad(),
            fp32.requires(),
            fp32.weightBytes(),
            fp32.prepackedBytes(),
            fp32.graph(),
            fp32.weights(),
            Optional.empty(),
            fp32.sample());
    BundleManifest manifest =
        new BundleManifest(
            whole.model(),
            whole.licence(),
            whole.preparedOn(),
            whole.signature(),
            List.of(variant));
    Files.delete(folder.resolve("fp32/tensors.json"));
    Files.write(folder.resolve(BundleManifest.FILE), manifest.text());
    return new Bundle(folder, manifest);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
