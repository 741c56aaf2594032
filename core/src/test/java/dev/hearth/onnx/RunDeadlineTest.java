package dev.hearth.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import dev.hearth.Caller;
import dev.hearth.Deadline;
import dev.hearth.DeadlineExceededException;
import dev.hearth.ElementType;
import dev.hearth.Shape;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import dev.hearth.spi.LoadedModel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run whose deadline passes is stopped; the model it stopped in goes on. */
@Timeout(60)
class RunDeadlineTest {

  private static final long FOR_EVER = Long.MAX_VALUE;

  /** Adds 1 as often as it is told. */
  private final LoadedModel counting =
      new TinyModel()
          .input("times", DataType.INT64, "1")
          .input("x", DataType.FLOAT, "1")
          .constant("none", new long[0], 0)
          .constant("one", new float[] {1}, 1)
          .output("y", DataType.FLOAT, "1")
          .node("Reshape", "times none", "trips")
          .node("Loop", "trips  x", "y", TinyModel.attribute("body", body()))
          .load();

  @AfterEach
  void close() {
    counting.close();
  }

  @Test
  void run_deadlinePassesMeanwhile_isStopped() {
    assertThatThrownBy(() -> count(FOR_EVER, Deadline.after(Duration.ofMillis(100))))
        .isInstanceOf(DeadlineExceededException.class)
        .hasMessageMatching(
            "deadline passed while running model 'tiny@1' \\(budget 100 ms, used \\d+ ms\\); give"
                + " the call more time or make less of it");
  }

  @Test
  void run_afterAStoppedRun_givesTheRightAnswer() {
    assertThatThrownBy(() -> count(FOR_EVER, Deadline.after(Duration.ofMillis(50))))
        .isInstanceOf(DeadlineExceededException.class);

    assertThat(count(3, Deadline.after(Duration.ofMinutes(1)))).isEqualTo(13);
    assertThat(count(4, Deadline.none())).isEqualTo(14);
  }

  @Test
  void run_concurrentStoppedRun_isNotAffected() {
    List<Caller<Float>> stopped =
        Caller.many(2, () -> count(FOR_EVER, Deadline.after(Duration.ofMillis(200))));
    List<Caller<Float>> finished =
        Caller.many(2, () -> count(1000, Deadline.after(Duration.ofMinutes(1))));

    assertThat(finished).extracting(Caller::result).containsOnly(1010f);
    assertThat(stopped)
        .extracting(Caller::failure)
        .allSatisfy(failure -> assertThat(failure).isInstanceOf(DeadlineExceededException.class));
  }

  @Test
  void run_deadlineThatDoesNotPass_givesTheAnswer() {
    assertThat(count(5, Deadline.after(Duration.ofMinutes(1)))).isEqualTo(15);
  }

  private float count(long times, Deadline deadline) {
    Tensors inputs =
        Tensors.of(
            Map.of("times", Tensor.of(new long[] {times}), "x", Tensor.of(new float[] {10})));
    try (Tensors out = counting.run(inputs, deadline)) {
      assertThat(out.get("y").type()).isEqualTo(ElementType.FLOAT32);
      assertThat(out.get("y").shape()).isEqualTo(Shape.of(1));
      return out.get("y").floats().get(0);
    }
  }

  private static TinyModel body() {
    return new TinyModel()
        .input("trip", DataType.INT64)
        .input("goOn", DataType.BOOL)
        .input("sum", DataType.FLOAT, "1")
        .output("goOnOut", DataType.BOOL)
        .output("sumOut", DataType.FLOAT, "1")
        .node("Identity", "goOn", "goOnOut")
        .node("Add", "sum one", "sumOut");
  }
}
