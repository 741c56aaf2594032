package dev.hearth.onnx;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.hearth.Deadline;
import dev.hearth.DeadlineExceededException;
import dev.hearth.FakeTicker;
import dev.hearth.InvalidInputException;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import dev.hearth.spi.LoadedModel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Inputs that do not fit are refused in words, before native code sees them. */
class InputsTest {

  private static final String REMEDY = "; give the model what its signature names";

  private final LoadedModel model =
      new TinyModel()
          .input("x", DataType.FLOAT, "n", "2")
          .input("w", DataType.INT64, "n")
          .output("y", DataType.FLOAT, "n", "2")
          .node("Cast", "w", "f", TinyModel.attribute("to", DataType.FLOAT.getNumber()))
          .constant("axis", new long[] {1}, 1)
          .node("Unsqueeze", "f axis", "column")
          .node("Add", "x column", "y")
          .load();
  private final Tensor w = Tensor.of(new long[] {1});

  @AfterEach
  void close() {
    model.close();
  }

  @Test
  void run_missingInput_isNamed() {
    assertRefused(
        Tensors.of("x", Tensor.of(new float[2], 1, 2)),
        "model 'tiny@1', input 'w': missing (expected: w INT64[?])" + REMEDY);
  }

  @Test
  void run_misnamedInput_isMissing() {
    assertRefused(
        Tensors.of(Map.of("X", Tensor.of(new float[2], 1, 2), "w", w)),
        "model 'tiny@1', input 'x': missing (expected: x FLOAT32[?, 2])" + REMEDY);
  }

  @Test
  void run_otherType_showsBoth() {
    assertRefused(
        both(Tensor.of(new int[2], 1, 2)),
        "model 'tiny@1', input 'x': INT32[1, 2] (expected: x FLOAT32[?, 2])" + REMEDY);
  }

  @Test
  void run_otherRank_showsBoth() {
    assertRefused(
        both(Tensor.of(new float[2])),
        "model 'tiny@1', input 'x': FLOAT32[2] (expected: x FLOAT32[?, 2])" + REMEDY);
  }

  @Test
  void run_otherExtent_showsBoth() {
    assertRefused(
        both(Tensor.of(new float[3], 1, 3)),
        "model 'tiny@1', input 'x': FLOAT32[1, 3] (expected: x FLOAT32[?, 2])" + REMEDY);
  }

  @Test
  void run_inputTheModelDoesNotHave_listsBoth() {
    Map<String, Tensor> three = new LinkedHashMap<>();
    three.put("x", Tensor.of(new float[2], 1, 2));
    three.put("w", w);
    three.put("z", w);
    assertRefused(
        Tensors.of(three),
        "model 'tiny@1', inputs: [x, w, z] (expected: [x FLOAT32[?, 2], w INT64[?]])" + REMEDY);
  }

  @Test
  void run_noInputs_isRefused() {
    assertRefused(
        Tensors.of(Map.of()),
        "model 'tiny@1', input 'x': missing (expected: x FLOAT32[?, 2])" + REMEDY);
  }

  @Test
  void run_inputsThatDoNotFitEachOther_carriesTheOperatorsWords() {
    assertThatThrownBy(
            () ->
                model.run(
                    Tensors.of(
                        Map.of("x", Tensor.of(new float[4], 2, 2), "w", Tensor.of(new long[3]))),
                    Deadline.none()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith(
            "inputs of model 'tiny@1': an operator failed on them: Error code - ORT_")
        .hasMessageEndingWith("(expected: values the model was made for); correct the inputs")
        .hasMessageNotContaining("\n");
  }

  @Test
  void run_closedInputs_fails() {
    Tensors closed = Tensors.owning(Map.of("x", w), () -> {});
    closed.close();

    assertThatThrownBy(() -> model.run(closed, Deadline.none()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void run_deadlinePassedAlready_runsNothing() {
    Deadline passed = Deadline.after(Duration.ZERO, new FakeTicker());

    assertThatThrownBy(() -> model.run(both(Tensor.of(new float[2], 1, 2)), passed))
        .isInstanceOf(DeadlineExceededException.class)
        .hasMessage(
            "deadline passed while running model 'tiny@1' (budget 0 ms, used 0 ms); give the call"
                + " more time or make less of it");
  }

  private Tensors both(Tensor x) {
    return Tensors.of(Map.of("x", x, "w", w));
  }

  private void assertRefused(Tensors inputs, String message) {
    assertThatThrownBy(() -> model.run(inputs, Deadline.none()))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(message);
  }
}
