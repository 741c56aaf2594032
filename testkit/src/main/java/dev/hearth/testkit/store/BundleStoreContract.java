package dev.hearth.testkit.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.DeadlineExceededException;
import dev.hearth.ModelBrokenException;
import dev.hearth.ModelRef;
import dev.hearth.bundle.BundleFile;
import dev.hearth.bundle.BundleManifest;
import dev.hearth.bundle.BundleVariant;
import dev.hearth.spi.ModelDigest;
import dev.hearth.spi.ModelDownload;
import dev.hearth.spi.ModelStore;
import dev.hearth.spi.PublishProgress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ModelStore} promises of bundles, as tests. Extend it next to the store, as
 * {@link ModelStoreContract}.
 */
public abstract class BundleStoreContract extends StoreKit {

  private static final ModelRef MINILM = new ModelRef("minilm", "4");
  private static final ModelRef LATEST = new ModelRef("minilm", ModelRef.LATEST);
  private static final int WEIGHT_BYTES = 300_007;

  /** Makes the kit; JUnit calls it. */
  protected BundleStoreContract() {}

  @Test
  void publish_bundle_comesBackByteForByte() throws Exception {
    Path bundle = bundle(1);
    publish(bundle);
    assertThat(store().manifest(MINILM, Deadline.none()))
        .hasValueSatisfying(
            text -> assertThat(bundle.resolve(BundleManifest.FILE)).hasBinaryContent(text));
    for (BundleFile file : files(manifestOf(bundle))) {
      try (ModelDownload download = open(file)) {
        assertThat(download.bytes()).isEqualTo(file.digest().bytes());
        assertThat(download.digest()).contains(ModelDigest.of(file.digest()));
        assertThat(file.in(bundle)).hasBinaryContent(download.stream().readAllBytes());
      }
    }
  }

  @Test
  void publish_bundle_leavesTheFolder() throws Exception {
    assumeTrue(publishes(), "the store is read-only");
    Path bundle = bundle(1);
    publish(bundle);
    store().close();
    assertThat(bundle.resolve("fp32/weights.bin")).exists();
  }

  @Test
  void publish_besideAPlainVersion_bothAreThere() throws Exception {
    put(ModelStore.modelPath(MINILM.withVersion("3")), randomBytes(10));
    publish(bundle(1));
    assertThat(store().manifest(MINILM.withVersion("3"), Deadline.none())).isEmpty();
    try (ModelDownload plain = store().open(MINILM.withVersion("3"), Deadline.none())) {
      assertThat(plain.stream().readAllBytes()).hasSize(10);
    }
    assertWhole();
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> store().open(MINILM, Deadline.none()));
  }

  @Test
  void manifest_nothingThere_isEmpty() {
    assertThat(store().manifest(MINILM, Deadline.none())).isEmpty();
  }

  @Test
  void manifest_filesOnly_isEmpty() throws Exception {
    put(ModelStore.filePath(MINILM, "fp32/graph.onnx"), randomBytes(10));
    put(ModelStore.filePath(MINILM, "fp32/weights.bin"), randomBytes(10));
    assertThat(store().manifest(MINILM, Deadline.none())).isEmpty();
  }

  @Test
  void manifest_malformed_isTheReadersAffair() throws Exception {
    byte[] text = randomBytes(BundleManifest.MAX_BYTES);
    put(ModelStore.filePath(MINILM, BundleManifest.FILE), text);
    assertThat(store().manifest(MINILM, Deadline.none())).contains(text);
  }

  @Test
  void manifest_tooLong_isBroken() throws Exception {
    put(
        ModelStore.filePath(MINILM, BundleManifest.FILE),
        randomBytes(BundleManifest.MAX_BYTES + 1));
    assertThatExceptionOfType(ModelBrokenException.class)
        .isThrownBy(() -> store().manifest(MINILM, Deadline.none()))
        .withMessageContainingAll(
            store().location(),
            ModelStore.filePath(MINILM, BundleManifest.FILE),
            "1048576",
            "(expected: ",
            "; ");
  }

  @Test
  void manifest_alias_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store().manifest(LATEST, Deadline.none()))
        .withMessageContaining("minilm@latest");
  }

  @Test
  void manifest_deadlinePassed_fails() throws Exception {
    publish(bundle(1));
    assertThatExceptionOfType(DeadlineExceededException.class)
        .isThrownBy(() -> store().manifest(MINILM, Deadline.after(Duration.ZERO)))
        .withMessageContainingAll("minilm@4", store().location());
  }

  @Test
  void open_fileGone_isAConfigurationMistake() throws Exception {
    publish(bundle(1));
    BundleFile weights = weights();
    delete(ModelStore.filePath(MINILM, weights.path()));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> open(weights))
        .withMessageContainingAll(
            "minilm@4", store().location(), "fp32/weights.bin", "(expected: ", "; ");
  }

  @Test
  void open_file_announcesWhatIsThere() throws Exception {
    publish(bundle(1));
    BundleFile weights = weights();
    put(ModelStore.filePath(MINILM, weights.path()), randomBytes(10));
    try (ModelDownload download = open(weights)) {
      assertThat(download.bytes()).isEqualTo(10);
    }
  }

  @Test
  void open_fileOfAnAlias_isRefused() throws Exception {
    BundleFile weights = files(manifestOf(bundle(1))).get(0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store().open(LATEST, weights, Deadline.none()));
  }

  @Test
  void open_fileDeadlinePassed_fails() throws Exception {
    publish(bundle(1));
    BundleFile weights = weights();
    assertThatExceptionOfType(DeadlineExceededException.class)
        .isThrownBy(() -> store().open(MINILM, weights, Deadline.after(Duration.ZERO)))
        .withMessageContainingAll("minilm@4", store().location());
  }

  @Test
  void publish_again_isAConfigurationMistake() throws Exception {
    assumeTrue(publishes(), "the store is read-only");
    Path bundle = bundle(1);
    publish(bundle);
    assertAlreadyThere(bundle);
    assertAlreadyThere(bundle(2));
    assertAlreadyThere(plain());
    assertThat(manifestThere()).isEqualTo(manifestOf(bundle));
    assertWhole();
  }

  @Test
  void publish_overAPlainModel_isAConfigurationMistake() throws Exception {
    assumeTrue(publishes(), "the store is read-only");
    store().publish(MINILM, plain());
    assertAlreadyThere(bundle(1));
    assertThat(store().manifest(MINILM, Deadline.none())).isEmpty();
  }

  @Test
  void publish_dyingAtEveryStep_isGoneOnWith() throws Exception {
    assumeTrue(publishes(), "the store is read-only");
    Path bundle = bundle(1);
    int deaths = 0;
    while (dies(bundle, deaths)) {
      deaths++;
    }
    assertThat(deaths).isGreaterThan(4);
    assertThat(manifestThere()).isEqualTo(manifestOf(bundle));
    assertWhole();
  }

  @Test
  void publish_overOtherBytesOfOneThatDied_saysSo() throws Exception {
    assumeTrue(publishes(), "the store is read-only");
    Path first = bundle(1);
    Path other = bundle(2);
    assertThatExceptionOfType(DyingProgress.Death.class)
        .isThrownBy(() -> store().publish(MINILM, first, new DyingProgress(2)));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> store().publish(MINILM, other))
        .withMessageContainingAll(
            "minilm@4",
            store().location(),
            "fp32/graph.onnx is there with other bytes than those of " + other,
            "(expected: a version that is new); publish under another version, or delete it if its"
                + " publication died");
    publish(first);
    assertWhole();
  }

  @Test
  void publish_ofAnotherModel_isAConfigurationMistake() throws Exception {
    assumeTrue(publishes(), "the store is read-only");
    Path bundle = bundle(1);
    ModelRef other = new ModelRef("other", "1");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> store().publish(other, bundle))
        .withMessage(
            "model 'other@1': the bundle "
                + bundle
                + " is of model 'minilm@4' (expected: 'other@1'); publish it as 'minilm@4' or"
                + " prepare it again");
    assertThat(store().manifest(other, Deadline.none())).isEmpty();
  }

  @Test
  void publish_brokenFile_isRefusedBeforeAnythingIsSent() throws Exception {
    assumeTrue(publishes(), "the store is read-only");
    Path bundle = bundle(1);
    Path weights = bundle.resolve("fp32/weights.bin");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[WEIGHT_BYTES / 2] ^= 1;
    Files.write(weights, bytes);
    assertThatExceptionOfType(ModelBrokenException.class)
        .isThrownBy(() -> publish(bundle))
        .withMessageContainingAll("minilm@4", weights.toString(), "crc32c", "as in the manifest");
    assertThat(store().manifest(MINILM, Deadline.none())).isEmpty();
    BundleFile graph = files(manifestOf(bundle)).get(0);
    assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> open(graph));
  }

  @Test
  void publish_folderWithoutManifest_isAConfigurationMistake() throws Exception {
    assumeTrue(publishes(), "the store is read-only");
    Path empty = Files.createDirectory(folder().resolve("empty"));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> store().publish(MINILM, empty))
        .withMessageContainingAll("minilm@4", empty + " has no manifest.json", "(expected: ");
  }

  @Test
  void publish_bundleAsAlias_isRefused() throws Exception {
    Path bundle = bundle(1);
    assertThatIllegalArgumentException().isThrownBy(() -> store().publish(LATEST, bundle));
  }

  @Test
  void publish_bundle_tellsHowFarItIs() throws Exception {
    assumeTrue(publishes(), "the store is read-only");
    Path bundle = bundle(1);
    long total = Files.size(bundle.resolve(BundleManifest.FILE));
    for (BundleFile file : files(manifestOf(bundle))) {
      total += file.digest().bytes();
    }
    assertProgress(bundle, total);
  }

  @Test
  void publish_plain_tellsHowFarItIs() throws Exception {
    assumeTrue(publishes(), "the store is read-only");
    assertProgress(plain(), 1000);
  }

  @Test
  void publish_sameManyAtOnce_isThereOnce() throws Exception {
    assumeTrue(publishes(), "the store is read-only");
    Path bundle = bundle(1);
    List<Boolean> won = together(4, () -> publishes(bundle));
    assertThat(won).contains(true);
    assertThat(manifestThere()).isEqualTo(manifestOf(bundle));
    assertWhole();
  }

  @Test
  void publish_othersManyAtOnce_oneWinsAndReadersSeeOnlyIt() throws Exception {
    assumeTrue(publishes(), "the store is read-only");
    List<Path> bundles = List.of(bundle(1), bundle(2), bundle(3));
    AtomicInteger next = new AtomicInteger();
    AtomicInteger running = new AtomicInteger(bundles.size());
    AtomicBoolean seen = new AtomicBoolean();
    List<Boolean> won =
        together(
            bundles.size() + 1,
            () -> {
              int mine = next.getAndIncrement();
              if (mine == bundles.size()) {
                while (running.get() > 0) {
                  seen.compareAndSet(false, wholeOrAbsent());
                }
                return false;
              }
              try {
                return publishes(bundles.get(mine));
              } finally {
                running.decrementAndGet();
              }
            });
    assertThat(won).containsOnlyOnce(true);
    assertThat(wholeOrAbsent()).isTrue();
  }

  @Test
  void close_thenUseBundles_isRefused() throws Exception {
    Path bundle = bundle(1);
    BundleFile weights = files(manifestOf(bundle)).get(0);
    store().close();
    assertThatIllegalStateException()
        .isThrownBy(() -> store().manifest(MINILM, Deadline.none()))
        .withMessageContaining(store().location());
    assertThatIllegalStateException().isThrownBy(() -> open(weights));
    assertThatIllegalStateException().isThrownBy(() -> store().publish(MINILM, bundle));
  }

  private ModelDownload open(BundleFile file) {
    return store().open(MINILM, file, Deadline.none());
  }

  private Path bundle(long seed) throws Exception {
    Path bundle = folder().resolve("bundle-" + seed);
    TinyBundle.write(bundle, MINILM, WEIGHT_BYTES, seed);
    return bundle;
  }

  private Path plain() throws Exception {
    return Files.write(folder().resolve("plain.onnx"), randomBytes(1000));
  }

  private void publish(Path bundle) throws Exception {
    if (publishes()) {
      store().publish(MINILM, bundle);
      return;
    }
    for (BundleFile file : files(manifestOf(bundle))) {
      put(ModelStore.filePath(MINILM, file.path()), Files.readAllBytes(file.in(bundle)));
    }
    Path manifest = bundle.resolve(BundleManifest.FILE);
    put(ModelStore.filePath(MINILM, BundleManifest.FILE), Files.readAllBytes(manifest));
  }

  private boolean publishes(Path bundle) {
    try {
      store().publish(MINILM, bundle);
      return true;
    } catch (ConfigurationException e) {
      return false;
    }
  }

  /** Publishes and dies on the way, unless the last word was that all is there. */
  private boolean dies(Path bundle, int steps) {
    try {
      store().publish(MINILM, bundle, new DyingProgress(steps));
      return false;
    } catch (DyingProgress.Death e) {
      return store().manifest(MINILM, Deadline.none()).isEmpty();
    }
  }

  private void assertAlreadyThere(Path model) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> store().publish(MINILM, model))
        .withMessageContainingAll("minilm@4", store().location(), "already", "(expected: ", "; ");
  }

  private void assertProgress(Path model, long total) {
    List<Long> steps = new ArrayList<>();
    store()
        .publish(
            MINILM,
            model,
            (bytes, of) -> {
              assertThat(of).isEqualTo(total);
              steps.add(bytes);
            });
    assertThat(steps).isSorted().startsWith(0L).endsWith(total);
  }

  private BundleFile weights() {
    return manifestThere().variants().get(0).weights().orElseThrow();
  }

  private BundleManifest manifestThere() {
    byte[] text = store().manifest(MINILM, Deadline.none()).orElseThrow();
    return BundleManifest.parse(text, store().location());
  }

  private void assertWhole() throws Exception {
    assertThat(wholeOrAbsent()).isTrue();
  }

  /** Fails if there is a manifest whose files are not whole; tells whether there is one. */
  private boolean wholeOrAbsent() throws Exception {
    Optional<byte[]> text = store().manifest(MINILM, Deadline.none());
    if (text.isEmpty()) {
      return false;
    }
    for (BundleFile file : files(BundleManifest.parse(text.get(), store().location()))) {
      try (ModelDownload download = open(file)) {
        assertThat(ModelDigest.of(download.stream())).isEqualTo(ModelDigest.of(file.digest()));
      }
    }
    return true;
  }

  private static BundleManifest manifestOf(Path bundle) throws Exception {
    Path file = bundle.resolve(BundleManifest.FILE);
    return BundleManifest.parse(Files.readAllBytes(file), file.toString());
  }

  private static List<BundleFile> files(BundleManifest manifest) {
    return manifest.variants().stream().map(BundleVariant::files).flatMap(List::stream).toList();
  }

  /** Ends a publication, as the death of its process would, when it is told the n-th time. */
  private static final class DyingProgress implements PublishProgress {

    private int left;

    DyingProgress(int calls) {
      this.left = calls;
    }

    @Override
    public void stored(long bytes, long total) {
      if (left-- == 0) {
        throw new Death();
      }
    }

    private static final class Death extends RuntimeException {

      private static final long serialVersionUID = 1;
    }
  }
}
