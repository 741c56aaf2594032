package dev.hearth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.InferenceParts.CountedModel;
import dev.hearth.InferenceParts.NumberCodec;
import dev.hearth.InferenceParts.WeightlessModel;
import dev.hearth.function.Call;
import dev.hearth.telemetry.CallReport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InferenceModelsTest {

  private static final Call CALL = new Call("id-1", Deadline.none());

  private final Model one = new WeightlessModel("disk");
  private final Model two = new WeightlessModel("remote");
  private final CountedModel first = new CountedModel(() -> one);
  private final CountedModel second = new CountedModel(() -> two);
  private final List<CallReport> reports = new ArrayList<>();

  @Test
  void infer_severalModels_areGivenInOrderAndLeased() {
    List<Object> seen = new ArrayList<>();
    Inference<Long, String> both =
        builder(
                (models, items) -> {
                  seen.addAll(List.of(models.size(), models.get(0), models.get(1)));
                  assertThat(first.closed).hasValue(0);
                  assertThat(second.closed).hasValue(0);
                })
            .build();
    assertThat(both.infer(List.of(1L), CALL)).containsExactly("1");
    assertThat(seen).containsExactly(2, one, two);
    assertThat(first.closed).hasValue(1);
    assertThat(second.closed).hasValue(1);
  }

  @Test
  void infer_severalModels_areLoadedAtOnce() {
    builder((models, items) -> {}).build().infer(List.of(1L), CALL);
    assertThat(first.preloads).hasValue(1);
    assertThat(second.preloads).hasValue(1);
  }

  @Test
  void infer_oneModelFails_givesTheOthersBack() {
    ModelUnavailableException down = new ModelUnavailableException("store: down; retry");
    second.loader =
        () -> {
          throw down;
        };
    Inference<Long, String> both = builder((models, items) -> {}).build();
    assertThatThrownBy(() -> both.infer(List.of(1L), CALL)).isSameAs(down);
    assertThat(first.closed).hasValue(1);
    assertThat(second.closed).hasValue(0);
  }

  @Test
  void infer_functionFails_givesAllBack() {
    Inference<Long, String> both =
        builder(
                (models, items) -> {
                  throw new StackOverflowError();
                })
            .build();
    assertThatThrownBy(() -> both.infer(List.of(1L), CALL)).isInstanceOf(StackOverflowError.class);
    assertThat(first.closed).hasValue(1);
    assertThat(second.closed).hasValue(1);
  }

  @Test
  void report_firstUseOfSeveral_combinesTheirLoads() {
    Inference<Long, String> both = builder((models, items) -> {}).build();
    both.infer(List.of(1L), CALL);
    both.infer(List.of(1L), CALL);
    assertThat(reports.get(0).foundIn()).isEqualTo("disk, remote");
    assertThat(reports.get(0).load().orElseThrow().steps()).containsOnlyKeys("weightless@1 fetch");
    assertThat(reports.get(1).foundIn()).isEqualTo("memory");
    assertThat(reports.get(1).load()).isEmpty();
  }

  @Test
  void report_oneOfSeveralLoadedAgain_isReportedAgain() {
    Inference<Long, String> both = builder((models, items) -> {}).build();
    both.infer(List.of(1L), CALL);
    second.loader = () -> new WeightlessModel("disk");
    both.infer(List.of(1L), CALL);
    assertThat(reports.get(1).foundIn()).isEqualTo("disk");
  }

  @Test
  void isLoaded_always_needsAllModelsAndNeeds() {
    Lazy<String> need = Lazy.of("need", () -> "made");
    Inference<Long, String> both = builder((models, items) -> {}).needs(need).build();
    assertThat(both.isLoaded()).isFalse();
    first.acquire(Deadline.none());
    assertThat(both.isLoaded()).isFalse();
    second.acquire(Deadline.none());
    assertThat(both.isLoaded()).isFalse();
    need.get(Deadline.none());
    assertThat(both.isLoaded()).isTrue();
  }

  @Test
  void builder_noModels_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Inference.<Long, String>builder(
                    "texts", List.of(), new NumberCodec(), (models, items, call) -> List.of()))
        .withMessage("models of function 'texts': none (expected: at least one)");
  }

  private interface Body {
    void run(Models models, List<Long> items);
  }

  private InferenceBuilder<Long, String> builder(Body body) {
    return Inference.<Long, String>builder(
            "texts",
            List.of(first, second),
            new NumberCodec(),
            (models, items, call) -> {
              body.run(models, items);
              return items.stream().map(String::valueOf).toList();
            })
        .telemetry(reports::add);
  }
}
