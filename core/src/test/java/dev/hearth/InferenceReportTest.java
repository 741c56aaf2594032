package dev.hearth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.InferenceParts.CountedModel;
import dev.hearth.InferenceParts.NumberCodec;
import dev.hearth.InferenceParts.WeightlessModel;
import dev.hearth.function.Call;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import dev.hearth.telemetry.CallReport;
import dev.hearth.telemetry.Telemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Reading takes 1 ms an item, the model 20 ms, the function 300 ms, writing 4 ms a result. */
class InferenceReportTest {

  private final FakeTicker clock = new FakeTicker();
  private final List<CallReport> reports = new ArrayList<>();
  private final WeightlessModel first = new WeightlessModel("remote");
  private final WeightlessModel second = new WeightlessModel("disk");
  private final CountedModel model = new CountedModel(() -> leased(first));
  private final Inference<Long, String> inference = inference(reports::add);

  @Test
  void report_firstCall_tellsTimesAndHowTheModelWasLoaded() {
    answer("[{\"n\":1},{\"n\":2}]");
    assertThat(reports)
        .containsExactly(
            new CallReport(
                "texts",
                "id-1",
                Optional.empty(),
                true,
                2,
                0,
                "remote",
                Optional.of(first.loadReport()),
                Duration.ofMillis(2),
                Duration.ofMillis(20),
                Duration.ofMillis(300),
                Duration.ofMillis(8),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void report_secondCall_isNotFirstAndFindsTheModelInMemory() {
    answer("{\"n\":1}");
    answer("{\"n\":1}");
    CallReport report = reports.get(1);
    assertThat(report.first()).isFalse();
    assertThat(report.foundIn()).isEqualTo("memory");
    assertThat(report.load()).isEmpty();
    assertThat(report.items()).isEqualTo(1);
  }

  @Test
  void report_modelLoadedAgain_tellsTheNewLoadOnce() {
    answer("{\"n\":1}");
    model.loader = () -> leased(second);
    answer("{\"n\":1}");
    answer("{\"n\":1}");
    assertThat(reports).extracting(CallReport::foundIn).containsExactly("remote", "disk", "memory");
    assertThat(reports.get(1).load()).contains(second.loadReport());
  }

  @Test
  void report_modelFailed_foundNothingAndLeavesTheLoadToTheNextCall() {
    model.loader =
        () -> {
          clock.advance(Duration.ofMillis(50));
          throw new ModelUnavailableException("store is down; retry");
        };
    assertThatThrownBy(() -> answer("{\"n\":1}")).isInstanceOf(ModelUnavailableException.class);
    model.loader = () -> leased(first);
    answer("{\"n\":1}");
    assertThat(reports.get(0).problem()).contains(Problem.UNAVAILABLE);
    assertThat(reports.get(0).foundIn()).isEqualTo("none");
    assertThat(reports.get(0).model()).isEqualTo(Duration.ofMillis(50));
    assertThat(reports.get(0).infer()).isEqualTo(Duration.ZERO);
    assertThat(reports.get(1).first()).isFalse();
    assertThat(reports.get(1).load()).contains(first.loadReport());
  }

  @Test
  void report_badItem_hasReadingTimeAndProblem() {
    assertThatThrownBy(() -> answer("[{}]")).isInstanceOf(InvalidInputException.class);
    CallReport report = reports.get(0);
    assertThat(report.problem()).contains(Problem.INVALID_INPUT);
    assertThat(report.read()).isEqualTo(Duration.ofMillis(1));
    assertThat(report.items()).isEqualTo(1);
    assertThat(report.failed()).isZero();
    assertThat(report.foundIn()).isEqualTo("none");
  }

  @Test
  void report_badItemAmongOthers_countsIt() {
    answer("[{\"n\":1},{}]");
    CallReport report = reports.get(0);
    assertThat(report.problem()).contains(Problem.INVALID_INPUT);
    assertThat(report.items()).isEqualTo(2);
    assertThat(report.failed()).isEqualTo(1);
    assertThat(report.foundIn()).isNotEqualTo("none");
  }

  @Test
  void report_functionFailed_isInternalWithTheTimeItTook() {
    assertThatThrownBy(() -> answer("{\"n\":13}")).isInstanceOf(IllegalStateException.class);
    assertThat(reports.get(0).problem()).contains(Problem.INTERNAL);
    assertThat(reports.get(0).infer()).isEqualTo(Duration.ofMillis(300));
  }

  @Test
  void report_deadlinePassed_isDeadlineExceeded() {
    Call late = new Call("id-2", Deadline.after(Duration.ZERO, clock));
    assertThatThrownBy(() -> inference.infer(List.of(1L), late))
        .isInstanceOf(DeadlineExceededException.class);
    assertThat(reports.get(0).problem()).contains(Problem.DEADLINE_EXCEEDED);
    assertThat(reports.get(0).requestId()).isEqualTo("id-2");
    assertThat(reports.get(0).items()).isEqualTo(1);
  }

  @Test
  void report_noItems_foundNothing() {
    answer("[]");
    assertThat(reports.get(0).items()).isZero();
    assertThat(reports.get(0).foundIn()).isEqualTo("none");
    assertThat(reports.get(0).problem()).isEmpty();
  }

  @Test
  void report_telemetryThrows_losesNoAnswer() {
    Inference<Long, String> unheard =
        inference(
            report -> {
              throw new IllegalStateException("metrics are down");
            });
    assertThat(unheard.answer(json("{\"n\":7}"), new Call("id-unheard", Deadline.none())))
        .hasToString("{\"text\":\"7\"}");
    assertThat(RecordedLogs.containing("id-unheard"))
        .containsExactly("WARN report of request id-unheard to function 'texts' is lost");
    assertThat(
            inference(
                    report -> {
                      throw new NoClassDefFoundError("metrics/Client");
                    })
                .infer(List.of(7L), call()))
        .containsExactly("7");
  }

  @Test
  void report_telemetryThrowsAfterAFailure_losesNotTheFailure() {
    Inference<Long, String> unheard =
        inference(
            report -> {
              throw new IllegalArgumentException("metrics are down");
            });
    assertThatThrownBy(() -> unheard.answer(json("{\"n\":13}"), call()))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("unlucky");
  }

  private Model leased(Model loaded) {
    clock.advance(Duration.ofMillis(20));
    return loaded;
  }

  private Inference<Long, String> inference(Telemetry telemetry) {
    return Inference.builder("texts", model, new SlowCodec(), this::texts)
        .telemetry(telemetry)
        .ticker(clock)
        .build();
  }

  private List<String> texts(Model used, List<Long> items, Call call) {
    clock.advance(Duration.ofMillis(300));
    if (items.contains(13L)) {
      throw new IllegalStateException("unlucky");
    }
    return items.stream().map(String::valueOf).toList();
  }

  private final class SlowCodec extends NumberCodec {

    @Override
    public Long read(JsonValue json) {
      clock.advance(Duration.ofMillis(1));
      return super.read(json);
    }

    @Override
    public void write(String result, JsonSink json) {
      clock.advance(Duration.ofMillis(4));
      super.write(result, json);
    }
  }

  private void answer(String payload) {
    assertThat(inference.answer(json(payload), call())).isNotNull();
  }

  private static Call call() {
    return new Call("id-1", Deadline.none());
  }

  private static JsonValue json(String text) {
    return JsonValue.parse(text.getBytes(UTF_8), "body");
  }
}
