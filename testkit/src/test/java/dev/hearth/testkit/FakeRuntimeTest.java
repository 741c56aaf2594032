package dev.hearth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.hearth.Bytes;
import dev.hearth.Deadline;
import dev.hearth.DeadlineExceededException;
import dev.hearth.ElementType;
import dev.hearth.Model;
import dev.hearth.ModelBrokenException;
import dev.hearth.ModelRef;
import dev.hearth.ModelUnavailableException;
import dev.hearth.Signature;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import dev.hearth.Ticker;
import dev.hearth.bundle.Bundle;
import dev.hearth.bundle.BundleManifest;
import dev.hearth.spi.LoadContext;
import dev.hearth.spi.LoadedModel;
import dev.hearth.spi.ModelContent;
import dev.hearth.testkit.store.TinyBundle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FakeRuntimeTest {

  private static final ModelRef MINILM = ModelRef.parse("minilm@3");
  private static final Tensors NOTHING = Tensors.of(Map.<String, Tensor>of());

  @TempDir Path folder = Path.of("");

  private final FakeRuntime runtime = new FakeRuntime();

  @ParameterizedTest
  @ValueSource(ints = {32, 33, 65_535, 65_536, 65_544, 65_545, 200_000})
  void load_wholeModel_answersItsSeed(int length) throws Exception {
    byte[] bytes = FakeModel.bytes(length, 7);
    Path file = FakeModel.write(folder.resolve("m"), Bytes.of(length), 7);
    assertThat(file).hasBinaryContent(bytes);
    assertThat(answer(load(inFile(file)))).isEqualTo(7);
    assertThat(answer(load(inMemory(bytes)))).isEqualTo(7);
    assertThat(runtime.loads()).isEqualTo(2);
  }

  @Test
  void load_wholeBundle_answersTheSeedOfItsVariant() throws Exception {
    ModelContent.InBundle content = inBundle();
    try (LoadedModel model = load(content)) {
      assertThat(answer(model)).isEqualTo(7);
      assertThat(model.size()).isEqualTo(Bytes.of(1000));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"graph.onnx", "weights.bin", "sample.json"})
  void load_oneBitOfABundleFlipped_isRefused(String name) throws Exception {
    ModelContent.InBundle content = inBundle();
    Path file = folder.resolve("fp32").resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    bytes[100] ^= 1;
    Files.write(file, bytes);
    assertThatExceptionOfType(ModelBrokenException.class)
        .isThrownBy(() -> load(content))
        .withMessageContaining(name);
    assertThat(runtime.loads()).isZero();
  }

  @Test
  void prepareBundle_byWhatTheTestSays_isLoadedLikeAnyOther() throws Exception {
    assertThat(runtime.preparesBundles()).isFalse();
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> runtime.prepareBundle(MINILM, folder, folder));
    runtime.preparesBy((ref, model, to) -> new Bundle(to, TinyBundle.write(to, ref, 1000, 8)));
    assertThat(runtime.preparesBundles()).isTrue();
    Bundle bundle = runtime.prepareBundle(MINILM, folder.resolve("m"), folder.resolve("b"));
    assertThat(Bundle.in(folder.resolve("b"))).isEqualTo(bundle);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 20, 24, 70_000, 99_999})
  void load_oneBitFlipped_isRefused(int at) throws Exception {
    byte[] bytes = FakeModel.bytes(100_000, 7);
    bytes[at] ^= 1;
    Path file = Files.write(folder.resolve("m"), bytes);
    assertThatExceptionOfType(ModelBrokenException.class).isThrownBy(() -> load(inFile(file)));
    assertThatExceptionOfType(ModelBrokenException.class).isThrownBy(() -> load(inMemory(bytes)));
    assertThat(runtime.loads()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 31, 32, 99_999})
  void load_cutOff_isRefused(int length) throws Exception {
    byte[] bytes = new byte[length];
    System.arraycopy(FakeModel.bytes(100_000, 7), 0, bytes, 0, length);
    Path file = Files.write(folder.resolve("m"), bytes);
    assertThatExceptionOfType(ModelBrokenException.class).isThrownBy(() -> load(inFile(file)));
    assertThatExceptionOfType(ModelBrokenException.class).isThrownBy(() -> load(inMemory(bytes)));
  }

  @Test
  void load_fileGone_isUnavailable() {
    Path file = folder.resolve("m");
    assertThatExceptionOfType(ModelUnavailableException.class)
        .isThrownBy(() -> load(new ModelContent.InFile(file, Bytes.of(100))))
        .withMessage(
            "model 'minilm@3': its file went away before it could be loaded"
                + " (java.nio.file.NoSuchFileException: "
                + file
                + "); call again");
  }

  @Test
  void load_afterASignatureWasSet_hasIt() {
    Signature other = Signature.builder().input("text", ElementType.STRING, 1).build();
    runtime.signature(other);
    assertThat(load(inMemory(FakeModel.bytes(32, 7))).signature()).isEqualTo(other);
  }

  @Test
  void load_hookFails_failsTheLoad() {
    runtime.onLoad(
        ref -> {
          throw new ModelUnavailableException("not now");
        });
    assertThatExceptionOfType(ModelUnavailableException.class)
        .isThrownBy(() -> load(inMemory(FakeModel.bytes(32, 7))))
        .withMessage("not now");
    assertThat(runtime.loads()).isZero();
  }

  @Test
  void close_once_isCounted() {
    LoadedModel model = load(inMemory(FakeModel.bytes(32, 7)));
    assertThat(runtime.open()).isEqualTo(1);
    model.close();
    assertThat(runtime.closes()).isEqualTo(1);
    assertThat(runtime.open()).isZero();
    assertThat(runtime.misuses()).isEmpty();
    assertThat(runtime).hasToString("FakeRuntime[loads 1, closes 1]");
  }

  @Test
  void close_twice_isAMisuse() {
    LoadedModel model = load(inMemory(FakeModel.bytes(32, 7)));
    model.close();
    model.close();
    assertThat(runtime.closes()).isEqualTo(1);
    assertThat(runtime.misuses()).containsExactly("FakeModel[minilm@3, seed 7] was closed twice");
  }

  @Test
  void run_afterClose_isAMisuse() {
    LoadedModel model = load(inMemory(FakeModel.bytes(32, 7)));
    model.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> answer(model))
        .withMessage("model 'minilm@3' is closed (expected: open)");
    assertThat(runtime.misuses())
        .containsExactly("FakeModel[minilm@3, seed 7] ran after it was closed");
  }

  @Test
  void close_duringARun_isAMisuse() {
    LoadedModel model = load(inMemory(FakeModel.bytes(32, 7)));
    runtime.onRun(ref -> model.close());
    assertThat(answer(model)).isEqualTo(7);
    assertThat(runtime.misuses())
        .containsExactly("FakeModel[minilm@3, seed 7] was closed during a run");
  }

  @Test
  void run_deadlinePassed_fails() {
    Model model = load(inMemory(FakeModel.bytes(32, 7)));
    assertThatExceptionOfType(DeadlineExceededException.class)
        .isThrownBy(() -> model.run(NOTHING, Deadline.after(Duration.ZERO)));
  }

  @Test
  void prepare_isCounted() {
    runtime.prepare();
    assertThat(runtime.prepares()).isEqualTo(1);
  }

  @Test
  void bytes_tooFew_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FakeModel.bytes(31, 7))
        .withMessage("length: 31 (expected: at least 32)");
  }

  private LoadedModel load(ModelContent content) {
    return runtime.load(MINILM, content, new LoadContext(Ticker.system()));
  }

  private static long answer(Model model) {
    try (Tensors answer = model.run(NOTHING, Deadline.none())) {
      return answer.get(FakeModel.OUTPUT).longs().get(0);
    }
  }

  private static ModelContent inFile(Path file) throws Exception {
    return new ModelContent.InFile(file, Bytes.of(Files.size(file)));
  }

  private static ModelContent inMemory(byte[] bytes) {
    return new ModelContent.InMemory(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
  }

  private ModelContent.InBundle inBundle() throws IOException {
    BundleManifest manifest = TinyBundle.write(folder, MINILM, 1000, 7);
    return new ModelContent.InBundle(
        new Bundle(folder, manifest), manifest.variant("fp32").orElseThrow());
  }
}
