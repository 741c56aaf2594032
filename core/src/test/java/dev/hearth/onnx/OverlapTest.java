package dev.hearth.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnxruntime.OrtException;
import dev.hearth.Bytes;
import dev.hearth.Caller;
import dev.hearth.Deadline;
import dev.hearth.LoadReport;
import dev.hearth.RecordedLogs;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import dev.hearth.Ticker;
import dev.hearth.internal.Counted;
import dev.hearth.spi.ModelContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Models with a second session; what follows a load runs when the test says so. */
@Timeout(120)
class OverlapTest {

  private static final Offset<Float> ROUNDING = within(1e-4f);
  private static final Duration TRIAL = Duration.ofMillis(50);
  private static final Duration LONG_TRIAL = Duration.ofSeconds(30);
  private static final int EXTENT = TestBundles.EXTENT;

  private final List<Runnable> following = new ArrayList<>();

  @TempDir private Path folder;

  @Test
  void run_overlapping_goesToTheSecondSession() throws OrtException {
    LiveSession live = new LiveSession(TestSessions.times(1));
    live.separate(TestSessions.times(2));
    LoadReport report = new LoadReport("test", Map.of());
    try (OnnxModel model =
        new OnnxModel(TinyModel.REF, Bytes.of(1), Environment.get(), live, report)) {
      assertThat(answer(model)).isEqualTo(1);
      model.runs().begin();
      assertThat(answer(model)).isEqualTo(2);
      model.runs().end();
      assertThat(answer(model)).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(value = LoadForm.class, names = "EXPORTED", mode = EnumSource.Mode.EXCLUDE)
  void load_bundleSeparate_bothSessionsGiveTheSame(LoadForm form) {
    ModelContent bundle = bundle();
    try (OnnxModel model = load(bundle, form, Overlap.SEPARATE)) {
      follow();
      assertBothSessionsGiveTheSame(model);
    }
  }

  @Test
  void load_plainSeparate_bothSessionsGiveTheSame() {
    try (OnnxModel model = load(plain(), LoadForm.TWO_PHASE, Overlap.SEPARATE)) {
      follow();
      assertBothSessionsGiveTheSame(model);
    }
  }

  @ParameterizedTest
  @EnumSource(LoadForm.class)
  void load_shared_makesNoSecondSession(LoadForm form) {
    try (OnnxModel model =
        load(form == LoadForm.EXPORTED ? plain() : bundle(), form, Overlap.SHARED)) {
      assertThat(following).hasSize(form == LoadForm.TWO_PHASE ? 1 : 0);
      follow();
      assertThat(model.live().separates()).isFalse();
    }
  }

  @Test
  void load_oneThread_makesNoSecondSession() {
    SessionSettings settings = new SessionSettings(1, false, LoadForm.PREPACKED, Overlap.SEPARATE);
    try (OnnxModel model = load(bundle(), settings, background(Ticker.system(), TRIAL))) {
      assertThat(model.live().separates()).isFalse();
      assertThat(following).isEmpty();
    }
  }

  @Test
  void load_fromMemory_makesNoSecondSession() {
    try (OnnxModel model =
        load(TinyModel.inMemory(TestBundles.product()), LoadForm.EXPORTED, Overlap.SEPARATE)) {
      assertThat(model.live().separates()).isFalse();
      assertThat(following).isEmpty();
    }
  }

  @Test
  void load_noMemoryToSpare_makesNoSecondSession() {
    Background poor =
        new Background(
            bytes -> false, Duration.ZERO, TRIAL, Ticker.system(), name -> following::add);
    try (OnnxModel model = load(plain(), settings(LoadForm.EXPORTED, Overlap.SEPARATE), poor)) {
      follow();
      assertThat(model.live().separates()).isFalse();
      assertThat(TestBundles.answer(model, EXTENT, 1)).hasSize(EXTENT);
    }
  }

  @Test
  void load_fileGoneMeanwhile_goesOnWithOneSessionAndOneWarning() throws IOException {
    ModelContent.InFile plain = plain();
    int before = RecordedLogs.containing("its second failed").size();
    try (OnnxModel model = load(plain, LoadForm.EXPORTED, Overlap.SEPARATE)) {
      Files.delete(plain.path());
      follow();
      assertThat(model.live().separates()).isFalse();
      assertThat(TestBundles.answer(model, EXTENT, 1)).hasSize(EXTENT);
    }
    assertThat(RecordedLogs.containing("its second failed")).hasSize(before + 1);
  }

  @Test
  void load_measured_answersAreRightWhicheverIsKept() {
    for (ModelContent content : List.of(plain(), bundle())) {
      try (OnnxModel model = load(content, LoadForm.TWO_PHASE, Overlap.MEASURED)) {
        float[] expected = TestBundles.answer(model, EXTENT, 3);
        follow();
        assertThat(TestBundles.answer(model, EXTENT, 3)).containsExactly(expected, ROUNDING);
        model.runs().begin();
        assertThat(TestBundles.answer(model, EXTENT, 3)).containsExactly(expected, ROUNDING);
      }
    }
  }

  @Test
  void load_measuredWhileARunIsUnderWay_isSeparate() {
    try (OnnxModel model = load(bundle(), LoadForm.TWO_PHASE, Overlap.MEASURED)) {
      model.runs().begin();
      follow();
      assertThat(model.live().separates()).isTrue();
    }
  }

  @Test
  void load_measuredUnderCallers_answersAreRightAndNothingIsLeft() throws IOException {
    AtomicBoolean done = new AtomicBoolean();
    OnnxModel model = load(bundle(), LoadForm.TWO_PHASE, Overlap.MEASURED);
    float[] expected = TestBundles.answer(model, EXTENT, 3);
    List<Caller<Integer>> callers =
        Caller.many(
            3,
            () -> {
              int answers = 0;
              while (!done.get()) {
                assertThat(TestBundles.answer(model, EXTENT, 3))
                    .containsExactly(expected, ROUNDING);
                answers++;
              }
              return answers;
            });
    follow();
    done.set(true);
    assertThat(callers).allSatisfy(caller -> assertThat(caller.result()).isPositive());
    model.close();
    assertThat(Mappings.of(folder)).isEmpty();
  }

  @Test
  void close_duringTheTrial_endsItAndLeavesNothing() throws Exception {
    ModelContent bundle = bundle();
    for (int readings = 1; readings < 40; readings += 3) {
      CountDownLatch tried = new CountDownLatch(readings);
      Ticker counting =
          () -> {
            tried.countDown();
            return Ticker.system().nanos();
          };
      OnnxModel model =
          load(
              bundle,
              settings(LoadForm.TWO_PHASE, Overlap.MEASURED),
              background(counting, LONG_TRIAL));
      Caller<Boolean> trial =
          Caller.of(
              () -> {
                follow();
                return model.live().separates();
              });
      tried.await();
      model.close();
      assertThat(trial.result()).isFalse();
      assertThat(Mappings.of(folder)).isEmpty();
    }
  }

  @Test
  void load_measuredAndNoInputsCanBeMadeUp_isSeparateWithoutATrial() {
    byte[] picky =
        new TinyModel()
            .input("x", DataType.FLOAT, "a", "b")
            .constant("shape", new long[] {7, 1000003}, 2)
            .output("y", DataType.FLOAT, "7", "1000003")
            .node("Reshape", "x shape", "y")
            .bytes();
    try (OnnxModel model =
        load(TinyModel.inFile(folder, picky), LoadForm.EXPORTED, Overlap.MEASURED)) {
      follow();
      assertThat(model.live().separates()).isTrue();
    }
  }

  private static void assertBothSessionsGiveTheSame(OnnxModel model) {
    Counted<SessionHandle> alone = model.live().forRun(true);
    Counted<SessionHandle> other = model.live().forRun(false);
    assertThat(other.value()).isNotSameAs(alone.value());
    alone.release();
    other.release();
    for (int rows = 1; rows < 20; rows++) {
      float[] expected = TestBundles.answer(model, EXTENT, rows);
      model.runs().begin();
      assertThat(TestBundles.answer(model, EXTENT, rows)).containsExactly(expected, ROUNDING);
      model.runs().end();
    }
  }

  private static float answer(OnnxModel model) {
    try (Tensors out = model.run(Tensors.of("x", Tensor.of(new float[] {1})), Deadline.none())) {
      return out.get("y").floats().get(0);
    }
  }

  private void follow() {
    List<Runnable> tasks = List.copyOf(following);
    following.clear();
    tasks.forEach(Runnable::run);
  }

  private ModelContent.InFile plain() {
    return TinyModel.inFile(folder, TestBundles.product());
  }

  private ModelContent.InBundle bundle() {
    return TestBundles.content(TestBundles.prepare(folder, TestBundles.product()));
  }

  private OnnxModel load(ModelContent content, LoadForm form, Overlap overlap) {
    return load(content, settings(form, overlap), background(Ticker.system(), TRIAL));
  }

  private static OnnxModel load(
      ModelContent content, SessionSettings settings, Background background) {
    return (OnnxModel) TinyModel.load(new OnnxRuntime(settings, background), content);
  }

  private static SessionSettings settings(LoadForm form, Overlap overlap) {
    return new SessionSettings(2, true, form, overlap);
  }

  private Background background(Ticker ticker, Duration trial) {
    return new Background(bytes -> true, Duration.ZERO, trial, ticker, name -> following::add);
  }
}
