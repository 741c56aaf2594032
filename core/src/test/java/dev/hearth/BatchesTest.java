package dev.hearth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.hearth.InferenceParts.CountedModel;
import dev.hearth.InferenceParts.NumberCodec;
import dev.hearth.InferenceParts.WeightlessModel;
import dev.hearth.function.Call;
import dev.hearth.function.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchesTest {

  private static final Call CALL = new Call("id-1", Deadline.none());

  private final CountedModel model = new CountedModel(() -> new WeightlessModel("disk"));
  private final List<List<Long>> calls = new ArrayList<>();

  @Test
  void answer_oneBadItem_isFoundByHalving() {
    Answer answer = failing(() -> new InvalidInputException("n: bad"), 5).answer(numbers(8), CALL);
    assertThat(answer.failures()).isEqualTo(1);
    assertThat(answer.toString())
        .startsWith("[{\"text\":\"0\"},{\"text\":\"1\"}")
        .contains(
            "{\"text\":\"4\"},{\"error\":{\"code\":\"INVALID_INPUT\",\"message\":\"n: bad\"}}")
        .endsWith("{\"text\":\"6\"},{\"text\":\"7\"}]");
    assertThat(calls)
        .containsExactly(
            range(0, 8),
            range(0, 4),
            range(4, 8),
            range(4, 6),
            range(4, 5),
            range(5, 6),
            range(6, 8));
    assertThat(model.closed).hasValue(1);
  }

  @Test
  void answer_noBadItem_isOneCall() {
    assertThat(failing(AssertionError::new).answer(numbers(8), CALL).failures()).isZero();
    assertThat(calls).containsExactly(range(0, 8));
  }

  @Test
  void answer_errorsThatBelongToAnItem_failAlone() {
    for (Supplier<Throwable> kind :
        List.<Supplier<Throwable>>of(
            StackOverflowError::new,
            () -> new NoClassDefFoundError("a/B"),
            () -> new IllegalStateException("secret"))) {
      String answer = failing(kind, 1).answer(numbers(3), CALL).toString();
      assertThat(answer)
          .isEqualTo(
              "[{\"text\":\"0\"},{\"error\":{\"code\":\"INTERNAL\",\"message\":"
                  + "\"internal error; see the log\"}},{\"text\":\"2\"}]");
    }
  }

  @Test
  void answerEach_whatIsNoItems_isNotHalved() {
    for (RuntimeException failure :
        List.of(
            new ModelUnavailableException("store: down; retry"),
            new DeadlineExceededException("deadline passed; give time"),
            new ConfigurationException("bucket: missing; name one"),
            new ModelBrokenException("model: corrupt; publish it"),
            new OverloadedException("too many; retry"))) {
      calls.clear();
      List<? extends Outcome<?>> outcomes = failing(() -> failure, 2).answerEach(each(4), CALL);
      assertThat(outcomes)
          .hasSize(4)
          .allSatisfy(
              outcome ->
                  assertThat(((Outcome.Failure<?>) outcome).cause())
                      .isInstanceOf(failure.getClass()));
      assertThat(calls).containsExactly(range(0, 4));
    }
  }

  @Test
  void answerEach_resultsMissing_isNotHalved() {
    Inference<Long, String> wrong =
        Inference.<Long, String>builder(
                "texts",
                model,
                new NumberCodec(),
                (leased, items, call) -> {
                  calls.add(List.copyOf(items));
                  return List.of("one");
                })
            .build();
    List<? extends Outcome<?>> outcomes = wrong.answerEach(each(4), CALL);
    assertThat(outcomes)
        .allSatisfy(
            outcome ->
                assertThat(((Outcome.Failure<?>) outcome).cause())
                    .hasMessage(
                        "results of function 'texts': 1 (expected: one for each of 4 items)"));
    assertThat(calls).hasSize(1);
  }

  @Test
  void answer_moreThanMaxBatch_isAnsweredInPartsOnOneLease() {
    Inference<Long, String> three = builder(AssertionError::new, Set.of()).maxBatch(3).build();
    assertThat(three.answer(numbers(8), CALL).failures()).isZero();
    assertThat(calls).containsExactly(range(0, 3), range(3, 6), range(6, 8));
    assertThat(model.acquired).hasSize(1);
  }

  @Test
  void infer_moreThanMaxBatch_keepsTheOrder() {
    Inference<Long, String> three = builder(AssertionError::new, Set.of()).maxBatch(3).build();
    assertThat(three.infer(range(0, 7), CALL)).containsExactly("0", "1", "2", "3", "4", "5", "6");
    assertThat(calls).containsExactly(range(0, 3), range(3, 6), range(6, 7));
  }

  @Test
  void answer_badItemOfALaterPart_leavesOtherPartsAlone() {
    Inference<Long, String> four =
        builder(() -> new InvalidInputException("n: bad"), Set.of(6L)).maxBatch(4).build();
    assertThat(four.answer(numbers(10), CALL).failures()).isEqualTo(1);
    assertThat(calls)
        .containsExactly(
            range(0, 4),
            range(4, 8),
            range(4, 6),
            range(6, 8),
            range(6, 7),
            range(7, 8),
            range(8, 10));
  }

  @Test
  void answer_deadlinePassesBetweenParts_answersWhatWasDone() {
    FakeTicker clock = new FakeTicker();
    Inference<Long, String> slow =
        Inference.<Long, String>builder(
                "texts",
                model,
                new NumberCodec(),
                (leased, items, call) -> {
                  calls.add(List.copyOf(items));
                  clock.advance(Duration.ofSeconds(1));
                  return items.stream().map(String::valueOf).toList();
                })
            .maxBatch(2)
            .build();
    Call call = new Call("id", Deadline.after(Duration.ofMillis(1500), clock));
    Answer answer = slow.answer(numbers(6), call);
    assertThat(answer.failures()).isEqualTo(2);
    assertThat(answer.toString())
        .startsWith(
            "[{\"text\":\"0\"},{\"text\":\"1\"},{\"text\":\"2\"},{\"text\":\"3\"},{\"error\"")
        .contains(
            "\"code\":\"DEADLINE_EXCEEDED\",\"message\":\"deadline passed while running function"
                + " 'texts' (budget 1500 ms, used 2000 ms); give the call more time or make less of"
                + " it\"");
    assertThat(calls).containsExactly(range(0, 2), range(2, 4));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void maxBatch_tooSmall_isRefused(int limit) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder(AssertionError::new, Set.of()).maxBatch(limit))
        .withMessage("maxBatch: " + limit + " (expected: 1 or more)");
  }

  private Inference<Long, String> failing(Supplier<? extends Throwable> kind, long... bad) {
    return builder(kind, LongStream.of(bad).boxed().collect(Collectors.toSet())).build();
  }

  private InferenceBuilder<Long, String> builder(
      Supplier<? extends Throwable> kind, Set<Long> bad) {
    return Inference.builder(
        "texts",
        model,
        new NumberCodec(),
        (leased, items, call) -> {
          calls.add(List.copyOf(items));
          if (items.stream().anyMatch(bad::contains)) {
            throw Failures.sneak(kind.get());
          }
          return items.stream().map(String::valueOf).toList();
        });
  }

  private static List<Long> range(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }

  private static Payload numbers(int count) {
    return Payload.json(
        "body",
        LongStream.range(0, count)
            .mapToObj(n -> "{\"n\":" + n + "}")
            .collect(Collectors.joining(",", "[", "]")));
  }

  private static List<Payload> each(int count) {
    return LongStream.range(0, count)
        .mapToObj(n -> Payload.json("message", "{\"n\":" + n + "}"))
        .toList();
  }
}
