package dev.hearth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.InferenceParts.CountedModel;
import dev.hearth.InferenceParts.NumberCodec;
import dev.hearth.InferenceParts.WeightlessModel;
import dev.hearth.function.Call;
import dev.hearth.function.Payload;
import dev.hearth.json.JsonSink;
import dev.hearth.telemetry.CallReport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InferencePayloadTest {

  private static final Call CALL = new Call("id-1", Deadline.none());

  private final CountedModel model = new CountedModel(() -> new WeightlessModel("disk"));
  private final List<CallReport> reports = new ArrayList<>();
  private final List<List<Long>> calls = new ArrayList<>();
  private final Inference<Long, String> inference = builder().build();
  private final List<String> sent = new ArrayList<>();

  /** Takes plain texts too, and gives results as plain texts. */
  private static final class TextCodec extends NumberCodec {

    @Override
    public List<String> mediaTypes() {
      return List.of("text/plain");
    }

    @Override
    public Long read(Payload payload) {
      return Long.parseLong(new String(payload.bytes(), UTF_8));
    }

    @Override
    public String resultType() {
      return "text/plain";
    }

    @Override
    public byte[] bytes(String result) {
      return result.getBytes(UTF_8);
    }
  }

  @Test
  void answer_json_isReadAsJson() {
    assertThat(inference.answer(json("{\"n\":7}"), CALL)).hasToString("{\"text\":\"7\"}");
    assertThat(inference.answer(json("[{\"n\":7}]"), CALL)).hasToString("[{\"text\":\"7\"}]");
  }

  @Test
  void answer_otherMediaType_isOneItem() {
    Payload text = new Payload("body", "text/plain", "7".getBytes(UTF_8));
    assertThat(inference.answer(text, CALL)).hasToString("{\"text\":\"7\"}");
    Payload bad = new Payload("body", "text/plain", "x".getBytes(UTF_8));
    assertThatThrownBy(() -> inference.answer(bad, CALL)).isInstanceOf(NumberFormatException.class);
  }

  @Test
  void answer_mediaTypeOfNoCodec_isRefused() {
    Inference<Long, String> plain =
        Inference.builder("texts", model, new NumberCodec(), this::texts).build();
    Payload text = new Payload("body", "text/plain", new byte[0]);
    assertThatThrownBy(() -> plain.answer(text, CALL))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("body: text/plain (expected: application/json); send JSON");
  }

  @Test
  void answerBytes_anyPayload_isTheCodecsBytes() {
    assertThat(inference.answerBytes(json("{\"n\":7}"), CALL)).isEqualTo("7".getBytes(UTF_8));
    Payload text = new Payload("body", "text/plain", "8".getBytes(UTF_8));
    assertThat(inference.answerBytes(text, CALL)).isEqualTo("8".getBytes(UTF_8));
    Inference<Long, String> plain =
        Inference.builder("texts", model, new NumberCodec(), this::texts).build();
    assertThat(plain.answerBytes(json("{\"n\":7}"), CALL))
        .isEqualTo("{\"text\":\"7\"}".getBytes(UTF_8));
  }

  @Test
  void answerBytes_cannotBeAnswered_throws() {
    assertThatThrownBy(() -> inference.answerBytes(json("[{\"n\":7}]"), CALL))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "field 'body': an array of 1 elements (expected: an object); send that instead");
    model.loader =
        () -> {
          throw new ModelUnavailableException("store: down; retry");
        };
    assertThatThrownBy(() -> inference.answerBytes(json("{\"n\":7}"), CALL))
        .isInstanceOf(ModelUnavailableException.class);
  }

  @Test
  void answerEach_someBad_failAlone() {
    List<Outcome<JsonSink>> outcomes =
        inference.answerEach(
            List.of(json("{\"n\":1}"), json("{"), json("[{\"n\":2}]"), json("{\"n\":3}")), CALL);
    assertThat(outcomes.get(0)).isInstanceOf(Outcome.Success.class);
    assertThat(outcomes.get(1)).isInstanceOf(Outcome.Failure.class);
    assertThat(outcomes.get(2)).isInstanceOf(Outcome.Failure.class);
    assertThat(outcomes.get(3)).isInstanceOf(Outcome.Success.class);
    assertThat(calls).containsExactly(List.of(1L, 3L));
    assertThat(reports.get(0).items()).isEqualTo(4);
    assertThat(reports.get(0).failed()).isEqualTo(2);
  }

  @Test
  void answerEach_modelAway_throwsNothing() {
    ModelUnavailableException down = new ModelUnavailableException("store: down; retry");
    model.loader =
        () -> {
          throw down;
        };
    assertThat(inference.answerEach(List.of(json("{\"n\":1}"), json("{\"n\":2}")), CALL))
        .containsExactly(Outcome.failure(down), Outcome.failure(down));
  }

  @Test
  void answerEach_noPlace_throwsNothing() {
    ConcurrencyLimit limit = ConcurrencyLimit.of(1, 0);
    Inference<Long, String> limited = builder().limit(limit).build();
    try (ConcurrencyLimit.Place taken = limit.enter(Deadline.none(), "test")) {
      assertThat(limited.answerEach(List.of(json("{\"n\":1}")), CALL))
          .singleElement()
          .satisfies(
              outcome ->
                  assertThat(((Outcome.Failure<?>) outcome).problem())
                      .isEqualTo(Problem.OVERLOADED));
    }
    assertThat(limited.answerEach(List.of(json("{\"n\":1}")), CALL).get(0))
        .isInstanceOf(Outcome.Success.class);
  }

  @Test
  void answerEach_none_isEmptyAndLoadsNothing() {
    assertThat(inference.answerEach(List.of(), CALL)).isEmpty();
    assertThat(model.acquired).isEmpty();
  }

  @Test
  void stream_array_givesEachAwayPartByPart() {
    Inference<Long, String> two = builder().maxBatch(2).build();
    List<Integer> callsWhenSent = new ArrayList<>();
    two.stream(
        json("[{\"n\":1},{\"n\":2},{\"n\":3},{\"n\":4},{\"n\":5}]"),
        CALL,
        line -> {
          sent.add(line.toString());
          callsWhenSent.add(calls.size());
        });
    assertThat(sent)
        .containsExactly(
            "{\"text\":\"1\"}",
            "{\"text\":\"2\"}",
            "{\"text\":\"3\"}",
            "{\"text\":\"4\"}",
            "{\"text\":\"5\"}");
    assertThat(callsWhenSent).containsExactly(1, 1, 2, 2, 3);
  }

  @Test
  void stream_inParts_isReportedAsOneCall() {
    FakeTicker clock = new FakeTicker();
    Inference<Long, String> two = builder().maxBatch(2).ticker(clock).build();
    two.stream(
        json("[{\"n\":1},{\"n\":\"x\"},{\"n\":\"x\"},{\"n\":\"x\"},{\"n\":5}]"),
        CALL,
        line -> sent.add(line.toString()));
    assertThat(sent).hasSize(5);
    assertThat(reports).hasSize(1);
    assertThat(reports.get(0).items()).isEqualTo(5);
    assertThat(reports.get(0).failed()).isEqualTo(3);
    assertThat(reports.get(0).problem()).contains(Problem.INVALID_INPUT);
  }

  @Test
  void stream_notAnArray_isOneLine() {
    inference.stream(json("{\"n\":1}"), CALL, line -> sent.add(line.toString()));
    inference.stream(
        new Payload("body", "text/plain", "2".getBytes(UTF_8)),
        CALL,
        line -> sent.add(line.toString()));
    assertThat(sent).containsExactly("{\"text\":\"1\"}", "{\"text\":\"2\"}");
  }

  @Test
  void stream_notJson_throwsAndIsReported() {
    assertThatThrownBy(() -> inference.stream(json("["), CALL, line -> sent.add("")))
        .isInstanceOf(InvalidInputException.class);
    assertThat(sent).isEmpty();
    assertThat(reports).hasSize(1);
    assertThat(reports.get(0).problem()).contains(Problem.INVALID_INPUT);
  }

  @Test
  void stream_firstPartFails_throwsAndGivesNothingAway() {
    Inference<Long, String> one = builder().maxBatch(1).build();
    assertThatThrownBy(
            () -> one.stream(json("[{\"n\":\"x\"},{\"n\":2}]"), CALL, line -> sent.add("")))
        .isInstanceOf(InvalidInputException.class);
    assertThat(sent).isEmpty();
    assertThat(calls).isEmpty();
  }

  @Test
  void stream_laterPartFails_saysSoInItsPlace() {
    Inference<Long, String> one = builder().maxBatch(1).build();
    model.loader = () -> new WeightlessModel("disk");
    one.stream(
        json("[{\"n\":1},{\"n\":2},{\"n\":3}]"),
        CALL,
        line -> {
          sent.add(line.toString());
          model.loader =
              sent.size() == 1
                  ? () -> {
                    throw new ModelUnavailableException("store: down; retry");
                  }
                  : () -> new WeightlessModel("disk");
        });
    assertThat(sent)
        .containsExactly(
            "{\"text\":\"1\"}",
            "{\"error\":{\"code\":\"UNAVAILABLE\",\"message\":\"store: down; retry\"}}",
            "{\"text\":\"3\"}");
    assertThat(model.closed).hasValue(2);
  }

  @Test
  void stream_emptyArray_givesNothingAway() {
    inference.stream(json("[]"), CALL, line -> sent.add(line.toString()));
    assertThat(sent).isEmpty();
    assertThat(model.acquired).isEmpty();
  }

  @Test
  void stream_moreThanMaxItems_isRefused() {
    Inference<Long, String> two = builder().maxItems(2).build();
    assertThatThrownBy(() -> two.stream(json("[1,2,3]"), CALL, line -> sent.add("")))
        .hasMessage("'body': 3 items (expected: at most 2); send them in several calls");
  }

  @Test
  void stream_sinkThrows_passesItOnAndGivesTheLeaseBack() {
    IllegalStateException gone = new IllegalStateException("gone");
    assertThatThrownBy(
            () ->
                inference.stream(
                    json("[{\"n\":1}]"),
                    CALL,
                    line -> {
                      throw gone;
                    }))
        .isSameAs(gone);
    assertThat(model.closed).hasValue(1);
  }

  private InferenceBuilder<Long, String> builder() {
    return Inference.<Long, String>builder("texts", model, new TextCodec(), this::texts)
        .telemetry(reports::add);
  }

  private List<String> texts(Model leased, List<Long> items, Call call) {
    calls.add(List.copyOf(items));
    return items.stream().map(String::valueOf).toList();
  }

  private static Payload json(String text) {
    return Payload.json("body", text);
  }
}
