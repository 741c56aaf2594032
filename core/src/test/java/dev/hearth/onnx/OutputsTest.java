package dev.hearth.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.hearth.Caller;
import dev.hearth.Deadline;
import dev.hearth.ElementType;
import dev.hearth.InvalidInputException;
import dev.hearth.RecordedLogs;
import dev.hearth.Shape;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import dev.hearth.spi.LoadedModel;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Outputs are right whichever way they come, and come without a copy where that can be. */
@Timeout(60)
class OutputsTest {

  @Test
  void run_fixedShapes_writesIntoABufferOfOurs() {
    try (LoadedModel model = negating("2", "2");
        Tensors out = model.run(x(new float[] {1, 2, 3, 4}, 2, 2), Deadline.none())) {
      assertThat(values(out, "y")).containsExactly(-1, -2, -3, -4);
      assertThat(out.get("y").bytes().isDirect()).isTrue();
    }
  }

  @Test
  void run_dimensionsNamedLikeTheInputs_writesIntoABufferOfOurs() {
    try (LoadedModel model = negating("batch", "2");
        Tensors out = model.run(x(new float[] {1, 2, 3, 4, 5, 6}, 3, 2), Deadline.none())) {
      assertThat(values(out, "y")).containsExactly(-1, -2, -3, -4, -5, -6);
      assertThat(out.get("y").shape()).isEqualTo(Shape.of(3, 2));
      assertThat(out.get("y").bytes().isDirect()).isTrue();
    }
  }

  @Test
  void run_afterClose_usesTheBufferAgain() {
    try (LoadedModel model = negating("n")) {
      Tensors first = model.run(x(1, 2), Deadline.none());
      FloatBuffer view = first.get("y").floats();
      first.close();

      try (Tensors second = model.run(x(7, 8), Deadline.none())) {
        assertThat(values(second, "y")).containsExactly(-7, -8);
        assertThat(view.get(0)).isEqualTo(-7);
      }
    }
  }

  @Test
  void run_beforeClose_usesAnotherBuffer() {
    try (LoadedModel model = negating("n");
        Tensors first = model.run(x(1, 2), Deadline.none());
        Tensors second = model.run(x(7, 8), Deadline.none())) {
      assertThat(values(first, "y")).containsExactly(-1, -2);
      assertThat(values(second, "y")).containsExactly(-7, -8);
    }
  }

  @Test
  void run_dimensionsUnknownBeforehand_copies() {
    try (LoadedModel model =
            new TinyModel()
                .input("x", DataType.FLOAT, "n")
                .output("y", DataType.INT64, "1", "found")
                .node("NonZero", "x", "y")
                .load();
        Tensors out = model.run(x(0, 5, 0, 6), Deadline.none())) {
      assertThat(out.get("y").shape()).isEqualTo(Shape.of(1, 2));
      assertThat(out.get("y").longs().get(0)).isEqualTo(1);
      assertThat(out.get("y").longs().get(1)).isEqualTo(3);
    }
  }

  @Test
  void run_onACopiedOutput_takesItAsInput() {
    try (LoadedModel model = negating("?");
        Tensors once = model.run(x(1, 2), Deadline.none());
        Tensors twice = model.run(Tensors.of("x", once.get("y")), Deadline.none())) {
      assertThat(values(twice, "y")).containsExactly(1, 2);
    }
  }

  @Test
  void run_lyingDimensionNames_fallsBackAndWarnsOnce() {
    try (LoadedModel model = lying("liar")) {
      for (int i = 0; i < 3; i++) {
        try (Tensors out = model.run(lies(), Deadline.none())) {
          assertThat(out.get("y").shape()).isEqualTo(Shape.of(2, 2));
          assertThat(values(out, "y")).containsExactly(2, 4, 4, 6);
        }
      }
    }
    assertThat(RecordedLogs.containing("'tiny@1': its outputs")).isNotEmpty();
  }

  @Test
  void run_lyingDimensionNamesConcurrently_warnsOnce() {
    int before = RecordedLogs.containing("promise").size();
    try (LoadedModel model = lying("liar")) {
      CyclicBarrier start = new CyclicBarrier(8);
      List<Caller<float[]>> callers =
          Caller.many(
              8,
              () -> {
                start.await();
                try (Tensors out = model.run(lies(), Deadline.none())) {
                  return values(out, "y");
                }
              });
      assertThat(callers)
          .extracting(Caller::result)
          .allSatisfy(y -> assertThat(y).containsExactly(2, 4, 4, 6));
    }
    assertThat(RecordedLogs.containing("promise")).hasSize(before + 1);
  }

  @Test
  void run_outputThatIsTheInput_givesTheInputAndNoOldElements() {
    try (LoadedModel model =
        new TinyModel()
            .input("x", DataType.FLOAT, "n")
            .output("x", DataType.FLOAT, "n")
            .output("y", DataType.FLOAT, "n")
            .node("Neg", "x", "y")
            .load()) {
      model.run(x(91, 92), Deadline.none()).close();
      try (Tensors out = model.run(x(1, 2), Deadline.none())) {
        assertThat(values(out, "x")).containsExactly(1, 2);
        assertThat(values(out, "y")).containsExactly(-1, -2);
      }
    }
  }

  @Test
  void run_outputThatIsAConstant_givesTheConstant() {
    try (LoadedModel model =
        new TinyModel()
            .input("x", DataType.FLOAT, "n")
            .constant("c", new float[] {7, 8}, 2)
            .output("c", DataType.FLOAT, "2")
            .output("folded", DataType.FLOAT, "2")
            .output("y", DataType.FLOAT, "n")
            .node("Neg", "c", "folded")
            .node("Neg", "x", "y")
            .load()) {
      for (int i = 0; i < 2; i++) {
        try (Tensors out = model.run(x(1, 2), Deadline.none())) {
          assertThat(out.names()).containsExactly("c", "folded", "y");
          assertThat(values(out, "c")).containsExactly(7, 8);
          assertThat(values(out, "folded")).containsExactly(-7, -8);
          assertThat(values(out, "y")).containsExactly(-1, -2);
        }
      }
    }
  }

  @Test
  void run_operatorsThatShareTheirInputsMemory_writeTheOutput() {
    for (String operator : List.of("Identity", "Flatten", "Dropout")) {
      try (LoadedModel model =
          new TinyModel()
              .input("x", DataType.FLOAT, "n", "2")
              .output("y", DataType.FLOAT, "n", "2")
              .node(operator, "x", "y")
              .load()) {
        model.run(x(new float[] {91, 92}, 1, 2), Deadline.none()).close();
        try (Tensors out = model.run(x(new float[] {1, 2}, 1, 2), Deadline.none())) {
          assertThat(values(out, "y")).as(operator).containsExactly(1, 2);
        }
      }
    }
  }

  @Test
  void run_inputOfAnyRank_takesEveryRank() {
    try (LoadedModel model =
        new TinyModel()
            .inputOfAnyRank("x", DataType.FLOAT)
            .output("y", DataType.FLOAT)
            .node("Neg", "x", "y")
            .load()) {
      try (Tensors out = model.run(x(new float[] {1, 2}, 2, 1), Deadline.none())) {
        assertThat(out.get("y").shape()).isEqualTo(Shape.of(2, 1));
        assertThat(values(out, "y")).containsExactly(-1, -2);
      }
    }
  }

  @Test
  void run_withoutInputs_givesTheOutputs() {
    try (LoadedModel model =
            new TinyModel()
                .constant("c", new float[] {7, 8}, 2)
                .output("y", DataType.FLOAT, "2")
                .node("Neg", "c", "y")
                .load();
        Tensors out = model.run(Tensors.of(Map.of()), Deadline.none())) {
      assertThat(values(out, "y")).containsExactly(-7, -8);
    }
  }

  @Test
  void run_outputTooLargeToCount_isLeftToTheRuntime() {
    try (LoadedModel model =
        new TinyModel()
            .input("x", DataType.FLOAT, "n", "k")
            .constant("w", new float[0], 0, 384)
            .output("y", DataType.FLOAT, "n", "384")
            .node("MatMul", "x w", "y")
            .load()) {
      Tensors nothing = Tensors.of("x", Tensor.allocate(ElementType.FLOAT32, 1L << 62, 0));

      assertThatThrownBy(() -> model.run(nothing, Deadline.none()))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageStartingWith("inputs of model 'tiny@1': an operator failed on them: ");
    }
  }

  @Test
  void run_byEightThreads_givesEachItsOwnAnswer() {
    try (LoadedModel model = negating("n", "3")) {
      CyclicBarrier start = new CyclicBarrier(8);
      List<Caller<Integer>> callers =
          Caller.many(
              8,
              () -> {
                start.await();
                return runMany(model, 300);
              });
      assertThat(callers).extracting(Caller::result).containsOnly(300);
    }
  }

  private static int runMany(LoadedModel model, int times) {
    int right = 0;
    for (int i = 0; i < times; i++) {
      float[] sent = new float[3 * (1 + i % 5)];
      Arrays.fill(sent, System.identityHashCode(sent) % 1000);
      try (Tensors out = model.run(x(sent, sent.length / 3, 3), Deadline.none())) {
        float[] expected = new float[sent.length];
        Arrays.fill(expected, -sent[0]);
        right += Arrays.equals(values(out, "y"), expected) ? 1 : 0;
      }
    }
    return right;
  }

  private static LoadedModel negating(String... dims) {
    return new TinyModel()
        .input("x", DataType.FLOAT, dims)
        .output("y", DataType.FLOAT, dims)
        .node("Neg", "x", "y")
        .load();
  }

  /** A model whose output is as long as the longer input, under the name of the first one's. */
  private static LoadedModel lying(String name) {
    return new TinyModel()
        .input("x", DataType.FLOAT, name, "2")
        .input("w", DataType.FLOAT, name, "2")
        .output("y", DataType.FLOAT, name, "2")
        .node("Add", "x w", "y")
        .load();
  }

  private static Tensors lies() {
    return Tensors.of(
        Map.of(
            "x",
            Tensor.of(new float[] {1, 2}, 1, 2),
            "w",
            Tensor.of(new float[] {1, 2, 3, 4}, 2, 2)));
  }

  private static Tensors x(float... values) {
    return Tensors.of("x", Tensor.of(values));
  }

  private static Tensors x(float[] values, long... dims) {
    return Tensors.of("x", Tensor.of(values, dims));
  }

  private static float[] values(Tensors tensors, String name) {
    FloatBuffer floats = tensors.get(name).floats();
    float[] values = new float[floats.remaining()];
    floats.get(values);
    return values;
  }
}
