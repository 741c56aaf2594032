package dev.hearth.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.hearth.Bytes;
import dev.hearth.Deadline;
import dev.hearth.ModelBrokenException;
import dev.hearth.ModelUnavailableException;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import dev.hearth.spi.LoadedModel;
import dev.hearth.spi.ModelContent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoadTest {

  private static final byte[] GOOD = TinyModel.identity(DataType.FLOAT, "n").bytes();
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  private final OnnxRuntime runtime = OnnxRuntime.create();

  @TempDir private Path folder;

  @Test
  void load_fromFileAndFromMemory_giveTheSameModel() {
    try (LoadedModel fromFile = TinyModel.load(runtime, TinyModel.inFile(folder, GOOD));
        LoadedModel fromMemory = TinyModel.load(runtime, TinyModel.inMemory(GOOD))) {
      assertThat(fromFile.signature()).isEqualTo(fromMemory.signature());
      assertThat(fromFile.size()).isEqualTo(fromMemory.size()).isEqualTo(Bytes.of(GOOD.length));
      assertThat(fromFile.ref()).isEqualTo(TinyModel.REF);
      assertThat(answer(fromFile)).isEqualTo(answer(fromMemory)).isEqualTo(5f);
    }
  }

  @Test
  void load_fromPartOfABuffer_takesThatPart() {
    byte[] padded = Arrays.copyOf(GOOD, GOOD.length + 7);
    ModelContent.InMemory content = TinyModel.inMemory(padded);
    content.bytes().limit(GOOD.length);

    try (LoadedModel model = TinyModel.load(runtime, content)) {
      assertThat(answer(model)).isEqualTo(5f);
      assertThat(model.size()).isEqualTo(Bytes.of(GOOD.length));
    }
  }

  @Test
  void load_bufferChangedAfterwards_isNotAffected() {
    ModelContent.InMemory content = TinyModel.inMemory(GOOD);
    try (LoadedModel model = TinyModel.load(runtime, content)) {
      content.bytes().put(new byte[GOOD.length]);

      assertThat(answer(model)).isEqualTo(5f);
    }
  }

  @Test
  void load_reportsItsSteps() {
    try (LoadedModel model = TinyModel.identity(DataType.FLOAT, "n").load()) {
      assertThat(model.loadReport().steps().keySet()).containsExactly("runtime", "session");
    }
  }

  @Test
  void load_withSettings_runs() {
    OnnxRuntime frugal =
        OnnxRuntime.with(SessionSettings.defaults().withIntraOpThreads(1).withSpinning(false));
    try (LoadedModel model = TinyModel.load(frugal, TinyModel.inMemory(GOOD))) {
      assertThat(answer(model)).isEqualTo(5f);
    }
  }

  @Test
  void withIntraOpThreads_outOfRange_isRefused() {
    assertThatThrownBy(() -> SessionSettings.defaults().withIntraOpThreads(1025))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("intraOpThreads: 1025 (expected: 0..1024)");
  }

  @Test
  void load_truncated_isBroken() {
    assertBroken(Arrays.copyOf(GOOD, GOOD.length - 5));
  }

  @Test
  void load_corrupt_isBroken() {
    byte[] corrupt = GOOD.clone();
    Arrays.fill(corrupt, 4, corrupt.length, (byte) 0xFF);
    assertBroken(corrupt);
  }

  @Test
  void load_empty_isBroken() {
    assertBroken(new byte[0]);
  }

  @Test
  void load_unknownOperator_isBroken() {
    byte[] model =
        new TinyModel()
            .input("x", DataType.FLOAT, "n")
            .output("y", DataType.FLOAT, "n")
            .node("Frobnicate", "x", "y")
            .bytes();
    assertBroken(model);
  }

  @Test
  void load_fileMissing_isUnavailable() {
    ModelContent missing = new ModelContent.InFile(folder.resolve("gone.onnx"), Bytes.of(3));

    assertThatThrownBy(() -> TinyModel.load(runtime, missing))
        .isInstanceOf(ModelUnavailableException.class)
        .hasMessageStartingWith(
            "model 'tiny@1': its file went away before it could be loaded (Error code -"
                + " ORT_NO_SUCHFILE")
        .hasMessageEndingWith("); call again");
  }

  @Test
  void load_sequenceOutput_isBroken() {
    TinyModel model =
        new TinyModel()
            .input("x", DataType.FLOAT, "n")
            .sequenceOutput("y", DataType.FLOAT)
            .node("SequenceConstruct", "x", "y");

    assertThatThrownBy(model::load)
        .isInstanceOf(ModelBrokenException.class)
        .hasMessage(
            "model 'tiny@1': 'y' is a SequenceInfo (expected: a tensor of a type Java can hold);"
                + " export the model with tensors only");
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"UINT16", "UINT32", "UINT64"})
  void load_typeJavaCannotHold_isBroken(DataType type) {
    assertThatThrownBy(() -> TinyModel.identity(type, "n").load())
        .isInstanceOf(ModelBrokenException.class)
        .hasMessage(
            "model 'tiny@1': 'x' is a ONNX_TENSOR_ELEMENT_DATA_TYPE_%s (expected: a tensor of a"
                + " type Java can hold); export the model with tensors only",
            type);
  }

  @Test
  void run_afterClose_fails() {
    LoadedModel model = TinyModel.identity(DataType.FLOAT, "n").load();
    model.close();

    assertThatThrownBy(() -> answer(model)).isInstanceOf(IllegalStateException.class);
  }

  /** Without the close each round would keep its 16 MiB of weights. */
  @Test
  void close_freesTheMemory() throws IOException {
    int weights = 4 << 20;
    byte[] model =
        new TinyModel()
            .input("x", DataType.FLOAT, "1")
            .constant("w", new float[weights], weights)
            .output("y", DataType.FLOAT, Integer.toString(weights))
            .node("Add", "x w", "y")
            .bytes();
    ModelContent content = TinyModel.inFile(folder, model);
    TinyModel.load(runtime, content).close();

    long before = residentMebibytes();
    for (int i = 0; i < 20; i++) {
      TinyModel.load(runtime, content).close();
    }

    assertThat(residentMebibytes() - before).isLessThan(160);
  }

  private void assertBroken(byte[] bytes) {
    assertBroken(bytes, TinyModel::inMemory);
    assertBroken(bytes, content -> TinyModel.inFile(folder, content));
  }

  private void assertBroken(byte[] bytes, Function<byte[], ModelContent> content) {
    assertThatThrownBy(() -> TinyModel.load(runtime, content.apply(bytes)))
        .isInstanceOf(ModelBrokenException.class)
        .hasMessageStartingWith(
            "model 'tiny@1' of " + Bytes.of(bytes.length) + ": ONNX Runtime does not take it: ")
        .hasMessageEndingWith(
            " (expected: a whole ONNX model with operators this runtime has); publish it again")
        .hasMessageNotContaining("\n");
  }

  private static float answer(LoadedModel model) {
    try (Tensors out = model.run(Tensors.of("x", Tensor.of(new float[] {5})), Deadline.none())) {
      return out.get("y").floats().get(0);
    }
  }

  private static long residentMebibytes() throws IOException {
    Matcher resident = RESIDENT.matcher(Files.readString(Path.of("/proc/self/status")));
    assertThat(resident.find()).isTrue();
    return Long.parseLong(resident.group(1)) >> 10;
  }
}
