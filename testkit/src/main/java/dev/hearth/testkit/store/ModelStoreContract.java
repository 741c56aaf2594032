package dev.hearth.testkit.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.hearth.Bytes;
import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.DeadlineExceededException;
import dev.hearth.ModelBrokenException;
import dev.hearth.ModelRef;
import dev.hearth.spi.Alias;
import dev.hearth.spi.ModelDigest;
import dev.hearth.spi.ModelDownload;
import dev.hearth.spi.ModelStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link ModelStore} promises of plain models and aliases, as tests; of bundles see
 * {@link BundleStoreContract}. Extend it next to the store:
 *
 * <pre>{@code
 * final class MyStoreTest extends ModelStoreContract {
 *   protected ModelStore createStore() { ... }                 // over an empty place
 *   protected void put(String path, byte[] bytes) { ... }      // past the store
 *   protected void delete(String path) { ... }                 // past the store
 * }
 * }</pre>
 *
 * <p>What a store cannot do it says by overriding a switch, which is true by default; what it
 * promises beyond the contract it tests itself.
 */
public abstract class ModelStoreContract extends StoreKit {

  private static final ModelRef MINILM = new ModelRef("minilm", "3");
  private static final ModelRef LATEST = new ModelRef("minilm", ModelRef.LATEST);
  private static final int BUFFER_BYTES = 64 * 1024;

  /** Makes the kit; JUnit calls it. */
  protected ModelStoreContract() {}

  /**
   * Switch: whether the store knows a tag again that it has given out.
   *
   * @return whether {@code resolve} ever answers {@link Alias.Unchanged}
   */
  protected boolean recognisesTags() {
    return true;
  }

  /**
   * Switch: whether models stream through without being held on the heap as a whole.
   *
   * @return whether they do
   */
  protected boolean streams() {
    return true;
  }

  /**
   * Says how large the model for the streaming test is.
   *
   * @return the size, much larger than any buffer
   */
  protected Bytes largeModel() {
    return Bytes.mebibytes(64);
  }

  @Test
  void open_published_deliversItsBytes() throws Exception {
    byte[] model = randomBytes(1_000_003);
    publish(MINILM, model);
    try (ModelDownload download = open(MINILM)) {
      assertThat(download.bytes()).isEqualTo(model.length);
      assertThat(download.stream().readAllBytes()).isEqualTo(model);
    }
  }

  @Test
  void open_published_hasItsDigest() throws Exception {
    byte[] model = randomBytes(70_001);
    publish(MINILM, model);
    try (ModelDownload download = open(MINILM)) {
      assertThat(download.digest()).contains(digestOf(model));
    }
  }

  @Test
  void open_emptyFile_deliversNothing() throws Exception {
    publish(MINILM, new byte[0]);
    try (ModelDownload download = open(MINILM)) {
      assertThat(download.bytes()).isZero();
      assertThat(download.stream().read()).isEqualTo(-1);
    }
  }

  @Test
  void open_noDigestBesideIt_hasNone() throws Exception {
    put(ModelStore.modelPath(MINILM), randomBytes(10));
    try (ModelDownload download = open(MINILM)) {
      assertThat(download.digest()).isEmpty();
      assertThat(download.stream().readAllBytes()).hasSize(10);
    }
  }

  @Test
  void open_digestFromElsewhere_isRead() throws Exception {
    ModelDigest digest = new ModelDigest(10, "0a1b2c3d", Optional.empty());
    put(ModelStore.modelPath(MINILM), randomBytes(10));
    put(ModelStore.digestPath(MINILM), ("note hello\n" + digest.text()).getBytes(UTF_8));
    try (ModelDownload download = open(MINILM)) {
      assertThat(download.digest()).contains(digest);
    }
  }

  @Test
  void open_malformedDigest_isBroken() throws Exception {
    put(ModelStore.modelPath(MINILM), randomBytes(10));
    put(ModelStore.digestPath(MINILM), "bytes ten\n".getBytes(UTF_8));
    assertThatExceptionOfType(ModelBrokenException.class)
        .isThrownBy(() -> open(MINILM))
        .withMessageContainingAll(store().location(), ModelStore.digestPath(MINILM));
  }

  @Test
  void open_unknownModel_isAConfigurationMistake() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> open(MINILM))
        .withMessageContainingAll(
            "minilm@3", store().location(), ModelStore.modelPath(MINILM), "(expected: ", "; ");
  }

  @Test
  void open_unknownVersion_isAConfigurationMistake() throws Exception {
    publish(MINILM, randomBytes(10));
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> open(MINILM.withVersion("4")))
        .withMessageContaining("minilm@4");
  }

  @Test
  void open_modelGone_isAConfigurationMistake() throws Exception {
    publish(MINILM, randomBytes(10));
    delete(ModelStore.modelPath(MINILM));
    assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> open(MINILM));
  }

  @Test
  void open_alias_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> open(LATEST))
        .withMessageContaining("minilm@latest");
  }

  @Test
  void open_deadlinePassed_fails() throws Exception {
    publish(MINILM, randomBytes(10));
    assertThatExceptionOfType(DeadlineExceededException.class)
        .isThrownBy(() -> store().open(MINILM, Deadline.after(Duration.ZERO)))
        .withMessageContainingAll("minilm@3", store().location());
  }

  @Test
  void open_manyAtOnce_allDeliver() throws Exception {
    byte[] model = randomBytes(300_000);
    publish(MINILM, model);
    List<byte[]> received =
        together(
            8,
            () -> {
              try (ModelDownload download = open(MINILM)) {
                return download.stream().readAllBytes();
              }
            });
    assertThat(received).hasSize(8).allSatisfy(bytes -> assertThat(bytes).isEqualTo(model));
  }

  @Test
  void open_large_streams() throws Exception {
    assumeTrue(streams(), "the store holds models on the heap");
    Path file = largeFile(largeModel().value());
    ModelDigest digest = ModelDigest.of(file);
    store().publish(MINILM, file);
    ModelDigest received;
    long allocatedBefore = allocatedBytes();
    try (ModelDownload download = open(MINILM)) {
      received = ModelDigest.of(download.stream());
    }
    assertThat(received).isEqualTo(digest);
    assertThat(allocatedBytes() - allocatedBefore).isLessThan(largeModel().value() / 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a@1", "0.x_y-z@V1.2.3_rc-1", "a..b@1..2", "model.onnx@model.onnx"})
  void open_unusualNames_areKeptApart(String ref) throws Exception {
    ModelRef model = ModelRef.parse(ref);
    byte[] bytes = ref.getBytes(UTF_8);
    publish(model, bytes);
    try (ModelDownload download = open(model)) {
      assertThat(download.stream().readAllBytes()).isEqualTo(bytes);
    }
  }

  @Test
  void open_longestName_works() throws Exception {
    ModelRef model = new ModelRef("n".repeat(100), "v".repeat(100));
    publish(model, randomBytes(10));
    try (ModelDownload download = open(model)) {
      assertThat(download.stream().readAllBytes()).hasSize(10);
    }
  }

  @Test
  void stream_isTheSameAtEveryCall() throws Exception {
    publish(MINILM, randomBytes(10));
    try (ModelDownload download = open(MINILM)) {
      InputStream stream = download.stream();
      assertThat(stream.readNBytes(4)).hasSize(4);
      assertThat(download.stream()).isSameAs(stream);
      assertThat(download.stream().readAllBytes()).hasSize(6);
    }
  }

  @Test
  void abort_beforeTheFirstRead_failsIt() throws Exception {
    publish(MINILM, randomBytes(100_000));
    try (ModelDownload download = open(MINILM)) {
      download.abort();
      assertThatExceptionOfType(IOException.class).isThrownBy(() -> download.stream().read());
    }
  }

  @Test
  void abort_duringReads_failsTheNext() throws Exception {
    assumeTrue(streams(), "the store holds models on the heap");
    store().publish(MINILM, largeFile(largeModel().value()));
    try (ModelDownload download = open(MINILM)) {
      assertThat(download.stream().readNBytes(1000)).hasSize(1000);
      OutputStream aborting = new AbortingSink(download);
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> download.stream().transferTo(aborting));
    }
  }

  @Test
  void abort_afterClose_isHarmless() throws Exception {
    publish(MINILM, randomBytes(10));
    ModelDownload download = open(MINILM);
    download.close();
    download.abort();
    download.close();
    assertThatExceptionOfType(IOException.class).isThrownBy(() -> download.stream().read());
  }

  @Test
  void close_halfway_leavesTheModel() throws Exception {
    byte[] model = randomBytes(200_000);
    publish(MINILM, model);
    try (ModelDownload download = open(MINILM)) {
      assertThat(download.stream().readNBytes(1000)).hasSize(1000);
    }
    try (ModelDownload download = open(MINILM)) {
      assertThat(download.stream().readAllBytes()).isEqualTo(model);
    }
  }

  @Test
  void resolve_alias_givesItsVersion() throws Exception {
    point(LATEST, "3");
    assertThat(resolve(null).version()).isEqualTo("3");
    assertThat(resolve(null).etag()).isNotEmpty();
  }

  @Test
  void resolve_knownTag_isUnchanged() throws Exception {
    assumeTrue(recognisesTags(), "the store does not recognise tags");
    point(LATEST, "3");
    String etag = resolve(null).etag();
    assertThat(store().resolve(LATEST, etag, Deadline.none())).isEqualTo(new Alias.Unchanged());
  }

  @Test
  void resolve_foreignTag_givesTheVersion() throws Exception {
    point(LATEST, "3");
    assertThat(resolve("\"0123456789abcdef0123456789abcdef\"").version()).isEqualTo("3");
  }

  @Test
  void resolve_movedOn_givesTheNewVersion() throws Exception {
    point(LATEST, "3");
    String etag = resolve(null).etag();
    point(LATEST, "4");
    Alias.Version moved = resolve(etag);
    assertThat(moved.version()).isEqualTo("4");
    assertThat(moved.etag()).isNotEqualTo(etag);
  }

  @Test
  void resolve_editedByHand_isRead() throws Exception {
    put(ModelStore.aliasPath(LATEST), "  v3.1\r\n".getBytes(UTF_8));
    assertThat(resolve(null).version()).isEqualTo("v3.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "../../secret", "3/..", "two words", "1\n2\n", "latest"})
  void resolve_malformed_isBroken(String text) throws Exception {
    put(ModelStore.aliasPath(LATEST), text.getBytes(UTF_8));
    assertThatExceptionOfType(ModelBrokenException.class)
        .isThrownBy(() -> resolve(null))
        .withMessageContainingAll(store().location(), ModelStore.aliasPath(LATEST));
  }

  @Test
  void resolve_absurdlyLong_isBroken() throws Exception {
    put(ModelStore.aliasPath(LATEST), "1".repeat(1_000_000).getBytes(UTF_8));
    assertThatExceptionOfType(ModelBrokenException.class).isThrownBy(() -> resolve(null));
  }

  @Test
  void resolve_unknownAlias_isAConfigurationMistake() {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> resolve(null))
        .withMessageContainingAll(
            "minilm@latest", store().location(), ModelStore.aliasPath(LATEST), "(expected: ", "; ");
  }

  @Test
  void resolve_version_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store().resolve(MINILM, null, Deadline.none()))
        .withMessageContaining("minilm@3");
  }

  @Test
  void resolve_deadlinePassed_fails() throws Exception {
    point(LATEST, "3");
    assertThatExceptionOfType(DeadlineExceededException.class)
        .isThrownBy(() -> store().resolve(LATEST, null, Deadline.after(Duration.ZERO)))
        .withMessageContainingAll("minilm@latest", store().location());
  }

  @Test
  void publish_leavesTheFile() throws Exception {
    assumeTrue(publishes(), "the store is read-only");
    byte[] model = randomBytes(1000);
    Path file = Files.write(folder().resolve("mine.onnx"), model);
    store().publish(MINILM, file);
    assertThat(file).hasBinaryContent(model);
  }

  @Test
  void publish_again_isAConfigurationMistake() throws Exception {
    assumeTrue(publishes(), "the store is read-only");
    byte[] model = randomBytes(1000);
    publish(MINILM, model);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> publish(MINILM, randomBytes(999)))
        .withMessageContainingAll("minilm@3", store().location(), "(expected: ", "; ");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> publish(MINILM, model));
    try (ModelDownload download = open(MINILM)) {
      assertThat(download.digest()).contains(digestOf(model));
      assertThat(download.stream().readAllBytes()).isEqualTo(model);
    }
  }

  @Test
  void publish_overModelFromElsewhere_leavesItAlone() throws Exception {
    assumeTrue(publishes(), "the store is read-only");
    byte[] model = randomBytes(1000);
    put(ModelStore.modelPath(MINILM), model);
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> publish(MINILM, randomBytes(999)));
    try (ModelDownload download = open(MINILM)) {
      assertThat(download.digest()).isEmpty();
      assertThat(download.stream().readAllBytes()).isEqualTo(model);
    }
  }

  @Test
  void publish_afterOneThatDied_goesOn() throws Exception {
    assumeTrue(publishes(), "the store is read-only");
    byte[] model = randomBytes(1000);
    put(ModelStore.digestPath(MINILM), digestOf(model).text().getBytes(UTF_8));
    publish(MINILM, model);
    try (ModelDownload download = open(MINILM)) {
      assertThat(download.digest()).contains(digestOf(model));
    }
  }

  @Test
  void publish_manyAtOnce_oneWins() throws Exception {
    assumeTrue(publishes(), "the store is read-only");
    AtomicInteger length = new AtomicInteger(50_000);
    List<Boolean> won =
        together(
            4,
            () -> {
              try {
                publish(MINILM, randomBytes(length.incrementAndGet()));
                return true;
              } catch (ConfigurationException e) {
                return false;
              }
            });
    assertThat(won).containsOnlyOnce(true);
    try (ModelDownload download = open(MINILM)) {
      assertThat(download.digest()).contains(ModelDigest.of(download.stream()));
    }
  }

  @Test
  void publish_noSuchFile_isAConfigurationMistake() {
    assumeTrue(publishes(), "the store is read-only");
    Path missing = folder().resolve("missing.onnx");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> store().publish(MINILM, missing))
        .withMessageContaining(missing.toString());
  }

  @Test
  void publish_alias_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> store().publish(LATEST, folder().resolve("any.onnx")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../3", "3/4", "latest"})
  void point_atNoVersion_isRefused(String version) {
    assertThatIllegalArgumentException().isThrownBy(() -> store().point(LATEST, version));
  }

  @Test
  void point_version_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> store().point(MINILM, "4"));
  }

  @Test
  void location_isNotEmpty() {
    assertThat(store().location()).isNotBlank();
  }

  @Test
  void close_twice_isHarmless() {
    store().close();
    store().close();
  }

  @Test
  void close_thenUse_isRefused() {
    store().close();
    assertThatIllegalStateException()
        .isThrownBy(() -> open(MINILM))
        .withMessageContaining(store().location());
    assertThatIllegalStateException().isThrownBy(() -> resolve(null));
    assertThatIllegalStateException().isThrownBy(() -> store().point(LATEST, "3"));
  }

  private ModelDownload open(ModelRef ref) {
    return store().open(ref, Deadline.none());
  }

  private Alias.Version resolve(@Nullable String etag) {
    return (Alias.Version) store().resolve(LATEST, etag, Deadline.none());
  }

  private void publish(ModelRef ref, byte[] model) throws Exception {
    if (publishes()) {
      store().publish(ref, Files.write(Files.createTempFile(folder(), "model", ".onnx"), model));
    } else {
      put(ModelStore.digestPath(ref), digestOf(model).text().getBytes(UTF_8));
      put(ModelStore.modelPath(ref), model);
    }
  }

  private void point(ModelRef alias, String version) throws Exception {
    if (publishes()) {
      store().point(alias, version);
    } else {
      put(ModelStore.aliasPath(alias), Alias.text(alias, version).getBytes(UTF_8));
    }
  }

  private ModelDigest digestOf(byte[] bytes) throws IOException {
    return ModelDigest.of(Files.write(Files.createTempFile(folder(), "digest", ""), bytes));
  }

  private Path largeFile(long length) throws IOException {
    byte[] block = randomBytes(BUFFER_BYTES);
    Path file = folder().resolve("large.onnx");
    try (OutputStream out = Files.newOutputStream(file)) {
      for (long written = 0; written < length; written += block.length) {
        block[0]++;
        out.write(block, 0, (int) Math.min(block.length, length - written));
      }
    }
    return file;
  }

  private static long allocatedBytes() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  /** Has another thread abort the download as soon as bytes arrive. */
  private static final class AbortingSink extends OutputStream {

    private final Thread aborting;
    private boolean begun;

    AbortingSink(ModelDownload download) {
      this.aborting = new Thread(download::abort, "aborting");
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (begun) {
        return;
      }
      begun = true;
      aborting.start();
      try {
        aborting.join();
      } catch (InterruptedException e) {
        throw new InterruptedIOException("interrupted while the download was aborted");
      }
    }
  }
}
