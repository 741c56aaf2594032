package dev.hearth.testkit.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hearth.ConfigurationException;
import dev.hearth.Deadline;
import dev.hearth.DeadlineExceededException;
import dev.hearth.Environment;
import dev.hearth.LazyModel;
import dev.hearth.Lease;
import dev.hearth.Model;
import dev.hearth.ModelUnavailableException;
import dev.hearth.Tensor;
import dev.hearth.Tensors;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FakeModelsTest {

  private final FakeModels models = new FakeModels();

  @Test
  void run_scripted_answersByTheScript() {
    models.with("double", FakeModelsTest::doubled);
    try (Lease<Model> lease = models.model("double@3").acquire(Deadline.none())) {
      assertThat(run(lease.get(), 7)).isEqualTo(14);
      assertThat(lease.get().ref()).hasToString("double@3");
    }
    assertThat(models.loads("double")).isEqualTo(1);
    assertThat(models.runs("double")).isEqualTo(1);
    assertThat(models.runs("other")).isZero();
  }

  @Test
  void with_again_changesTheModel() {
    models.with("m", FakeModelsTest::doubled);
    LazyModel model = models.model("m@1");
    try (Lease<Model> lease = model.acquire(Deadline.none())) {
      models.with("m", inputs -> inputs);
      assertThat(lease.get().run(Tensors.of("x", Tensor.of(new long[] {7}, 1)), Deadline.none()))
          .satisfies(outputs -> assertThat(outputs.names()).containsExactly("x"));
    }
  }

  @Test
  void model_asked_loadsNothingAndIsTheSame() {
    LazyModel model = models.model("m");
    assertThat(models.model("m@latest")).isSameAs(model);
    assertThat(model.isLoaded()).isFalse();
    assertThat(models.loads("m")).isZero();
  }

  @Test
  void acquire_notAdded_namesTheOthers() {
    models.with("b", inputs -> inputs).with("a", inputs -> inputs);
    LazyModel model = models.model("c@1");
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> model.acquire(Deadline.none()))
        .withMessage(
            "model 'c@1': not among the fakes (expected: one of [a, b]); add it by with(...)");
    models.with("c", inputs -> inputs);
    model.acquire(Deadline.none()).close();
    assertThat(model.isLoaded()).isTrue();
  }

  @Test
  void acquire_failing_throwsWhatTheScriptSays() {
    ModelUnavailableException down = new ModelUnavailableException("store: down; retry");
    models.failing("m", down);
    assertThatExceptionOfType(ModelUnavailableException.class)
        .isThrownBy(() -> models.model("m").acquire(Deadline.none()))
        .withMessage("store: down; retry");
  }

  @Test
  void run_deadlinePassed_fails() {
    models.with("m", inputs -> inputs);
    try (Lease<Model> lease = models.model("m").acquire(Deadline.none())) {
      assertThatExceptionOfType(DeadlineExceededException.class)
          .isThrownBy(() -> lease.get().run(Tensors.of("x", one(1)), late()))
          .withMessageStartingWith("deadline passed while running model 'm@latest'");
    }
  }

  @Test
  void provider_anyEnvironment_givesTheSource() {
    assertThat(models.provider().models(Environment.empty())).isSameAs(models);
  }

  private static Deadline late() {
    return Deadline.after(Duration.ZERO);
  }

  private static Tensors doubled(Tensors inputs) {
    return Tensors.of("y", one(2 * inputs.get("x").longs().get(0)));
  }

  private static Tensor one(long value) {
    return Tensor.of(new long[] {value}, 1);
  }

  private static long run(Model model, long x) {
    return model.run(Tensors.of("x", one(x)), Deadline.none()).get("y").longs().get(0);
  }
}
