package dev.hearth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.InferenceParts.CountedModel;
import dev.hearth.InferenceParts.NumberCodec;
import dev.hearth.InferenceParts.WeightlessModel;
import dev.hearth.function.BatchFunction;
import dev.hearth.function.Call;
import dev.hearth.function.Codec;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class InferenceTest {

  private static final Call CALL = new Call("id-1", Deadline.none());

  private final Model weightless = new WeightlessModel("disk");
  private final CountedModel model = new CountedModel(() -> weightless);
  private final Inference<Long, String> inference = builder(InferenceTest::texts).build();

  @Test
  void name_always_isTheBuilders() {
    assertThat(inference.name()).isEqualTo("texts");
  }

  @Test
  void build_byItself_loadsNothing() {
    assertThat(model.preloads).hasValue(0);
    assertThat(model.acquired).isEmpty();
  }

  @Test
  void answer_oneItem_isOneResult() {
    assertThat(answer("{\"n\":7}")).hasToString("{\"text\":\"7\"}");
    assertThat(model.closed).hasValue(1);
  }

  @Test
  void answer_array_isAnArrayInOrder() {
    assertThat(answer("[{\"n\":7},{\"n\":8},{\"n\":7}]"))
        .hasToString("[{\"text\":\"7\"},{\"text\":\"8\"},{\"text\":\"7\"}]");
    assertThat(model.acquired).hasSize(1);
  }

  @Test
  void answer_emptyArray_isEmptyAndLoadsNothing() {
    assertThat(answer("[]")).hasToString("[]");
    assertThat(inference.infer(List.of(), CALL)).isEmpty();
    assertThat(model.acquired).isEmpty();
    assertThat(model.preloads).hasValue(0);
  }

  @Test
  void answer_neitherObjectNorArray_isLeftToTheCodec() {
    for (String payload : List.of("7", "\"text\"", "null", "true")) {
      assertThatThrownBy(() -> answer(payload))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("field 'body': " + payload + " (expected: an object); send that instead");
    }
    assertThat(model.acquired).isEmpty();
  }

  @Test
  void answer_badItemAmongOthers_failsAlone() {
    Answer answer = answer("[{\"n\":7},{\"n\":8},{\"n\":\"x\"}]");
    assertThat(answer)
        .hasToString(
            "[{\"text\":\"7\"},{\"text\":\"8\"},{\"error\":{\"code\":\"INVALID_INPUT\",\"message\":"
                + "\"field 'body[2].n': \\\"x\\\" (expected: a whole number of 64 bits);"
                + " send that instead\"}}]");
    assertThat(answer.failures()).isEqualTo(1);
    assertThat(model.closed).hasValue(1);
  }

  @Test
  void answer_badItemAlone_namesItsPlaceAndLoadsNothing() {
    assertThatThrownBy(() -> answer("[{\"n\":\"x\"}]"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "field 'body[0].n': \"x\" (expected: a whole number of 64 bits); send that instead");
    assertThatThrownBy(() -> answer("[[{\"n\":7}]]"))
        .hasMessage(
            "field 'body[0]': an array of 1 elements (expected: an object); send that instead");
    assertThat(model.acquired).isEmpty();
  }

  @Test
  void answer_moreThanMaxItems_isRefusedBeforeAnythingIsRead() {
    Inference<Long, String> two = builder(InferenceTest::texts).maxItems(2).build();
    assertThat(two.answer(json("[{\"n\":1},{\"n\":2}]"), CALL).toString()).contains("2");
    assertThatThrownBy(() -> two.answer(json("[1,2,3]"), CALL))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("'body': 3 items (expected: at most 2); send them in several calls");
    assertThatThrownBy(() -> two.infer(List.of(1L, 2L, 3L), CALL))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("items: 3 items (expected: at most 2); send them in several calls");
  }

  @Test
  void maxItems_zero_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder(InferenceTest::texts).maxItems(0))
        .withMessage("maxItems: 0 (expected: 1 or more)");
  }

  @Test
  void build_builderChangedLater_isNotReached() {
    InferenceBuilder<Long, String> builder = builder(InferenceTest::texts).maxItems(2);
    Inference<Long, String> built = builder.build();
    AtomicInteger made = new AtomicInteger();
    builder.maxItems(1).needs(Lazy.of("later", made::incrementAndGet));
    built.load(Deadline.none());
    assertThat(built.infer(List.of(1L, 2L), CALL)).containsExactly("1", "2");
    assertThat(made).hasValue(0);
  }

  @Test
  void infer_wrongNumberOfResults_isAnInternalError() {
    for (int count : new int[] {0, 1, 3}) {
      Inference<Long, String> wrong =
          builder((leased, items, call) -> Collections.nCopies(count, "x")).build();
      assertThatIllegalStateException()
          .isThrownBy(() -> wrong.infer(List.of(1L, 2L), CALL))
          .withMessage(
              "results of function 'texts': " + count + " (expected: one for each of 2 items)")
          .satisfies(e -> assertThat(Problem.of(e)).isEqualTo(Problem.INTERNAL));
    }
    assertThat(model.closed).hasValue(3);
  }

  @Test
  void infer_functionThrows_passesItOnAndGivesTheLeaseBack() {
    Error broken = new StackOverflowError("too deep");
    Inference<Long, String> throwing =
        builder(
                (leased, items, call) -> {
                  throw broken;
                })
            .build();
    assertThatThrownBy(() -> throwing.infer(List.of(1L), CALL)).isSameAs(broken);
    assertThat(model.closed).hasValue(1);
  }

  @Test
  void infer_modelUnavailable_passesItOnAndTriesAgain() {
    ModelUnavailableException down = new ModelUnavailableException("store is down; retry");
    model.loader =
        () -> {
          throw down;
        };
    assertThatThrownBy(() -> answer("{\"n\":7}")).isSameAs(down);
    model.loader = () -> weightless;
    assertThat(answer("{\"n\":7}")).hasToString("{\"text\":\"7\"}");
  }

  @Test
  void infer_always_givesTheFunctionLeasedModelItemsAndCall() {
    List<Object> seen = new ArrayList<>();
    BatchFunction<Long, String> noting =
        (leased, items, call) -> {
          seen.addAll(List.of(leased, items, call, model.closed.get()));
          return texts(leased, items, call);
        };
    builder(noting).build().infer(List.of(1L, 2L), CALL);
    assertThat(seen).containsExactly(weightless, List.of(1L, 2L), CALL, 0);
    assertThat(model.acquired).containsExactly(CALL.deadline());
    assertThat(model.closed).hasValue(1);
  }

  @Test
  void infer_deadlinePassedBefore_beginsTheLoadAndSaysSo() {
    FakeTicker clock = new FakeTicker();
    Deadline deadline = Deadline.after(Duration.ofMillis(900), clock);
    clock.advance(Duration.ofSeconds(1));
    assertThatThrownBy(() -> inference.infer(List.of(1L), new Call("id", deadline)))
        .isInstanceOf(DeadlineExceededException.class)
        .hasMessage(
            "deadline passed while beginning function 'texts' (budget 900 ms, used 1000 ms); give"
                + " the call more time or make less of it");
    assertThat(model.preloads).hasValue(1);
    assertThat(model.acquired).isEmpty();
  }

  @Test
  void infer_deadlinePassesDuringTheFunction_stillAnswers() {
    FakeTicker clock = new FakeTicker();
    Inference<Long, String> slow =
        builder(
                (leased, items, call) -> {
                  clock.advance(Duration.ofSeconds(2));
                  return texts(leased, items, call);
                })
            .build();
    Deadline deadline = Deadline.after(Duration.ofMillis(900), clock);
    assertThat(slow.infer(List.of(1L), new Call("id", deadline))).containsExactly("1");
  }

  @Test
  void answer_badItemAndDeadlinePassed_blamesTheItem() {
    Call late = new Call("id", Deadline.after(Duration.ZERO));
    assertThatThrownBy(() -> inference.answer(json("7"), late))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void answer_codecWritesNoWholeValue_isAnInternalError() {
    assertThatIllegalStateException()
        .isThrownBy(() -> written("{\"n\":1}", json -> {}))
        .withMessage("values written: 0 (expected: one whole value); write exactly one");
    assertThatIllegalStateException()
        .isThrownBy(() -> written("[{\"n\":1}]", json -> json.value(1).value(2)))
        .withMessage("values written: 2 (expected: one whole value); write exactly one");
    assertThatIllegalStateException()
        .isThrownBy(() -> written("{\"n\":1}", JsonSink::beginArray))
        .withMessage(
            "values written: 0 and a part of one (expected: one whole value); write exactly one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> written("{\"n\":1}", json -> json.value(Double.NaN)))
        .withMessage("Numeric values must be finite, but was NaN");
  }

  @Test
  void preload_always_beginsModelAndNeedsWithoutWaiting() throws Exception {
    Lazy<Thread> need = Lazy.of("need", Thread::currentThread);
    builder(InferenceTest::texts).needs(need).build().preload();
    assertThat(model.preloads).hasValue(1);
    assertThat(model.acquired).isEmpty();
    assertThat(need.get(Deadline.none())).isNotSameAs(Thread.currentThread());
  }

  @Test
  void load_always_waitsForModelAndNeeds() {
    AtomicInteger made = new AtomicInteger();
    Lazy<Integer> one = Lazy.of("one", made::incrementAndGet);
    Lazy<Integer> two = Lazy.of("two", made::incrementAndGet);
    Deadline deadline = Deadline.after(Duration.ofMinutes(1));
    builder(InferenceTest::texts).needs(one).needs(two).build().load(deadline);
    assertThat(made).hasValue(2);
    assertThat(model.acquired).containsExactly(deadline);
    assertThat(model.closed).hasValue(1);
  }

  @Test
  void load_needFails_passesItOnAndTriesAgain() {
    AtomicBoolean broken = new AtomicBoolean(true);
    Lazy<String> need =
        Lazy.of(
            "vocabulary",
            () -> {
              if (broken.get()) {
                throw new IllegalStateException("vocab.txt is not in the package");
              }
              return "made";
            });
    Inference<Long, String> needy = builder(InferenceTest::texts).needs(need).build();
    assertThatIllegalStateException()
        .isThrownBy(() -> needy.load(Deadline.none()))
        .withMessage("vocab.txt is not in the package");
    broken.set(false);
    needy.load(Deadline.none());
    assertThat(need.get(Deadline.none())).isEqualTo("made");
  }

  @Test
  void answer_manyThreads_keepsTheirItemsApart() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> callers = new ArrayList<>();
      for (int caller = 0; caller < 8; caller++) {
        int mine = caller;
        callers.add(() -> ownAnswers(mine));
      }
      for (Future<Boolean> own : threads.invokeAll(callers)) {
        assertThat(own.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(model.closed).hasValue(16_000);
  }

  private boolean ownAnswers(int caller) {
    boolean own = true;
    for (int i = 0; i < 2_000; i++) {
      String text = (caller + 1) + "000" + i;
      own &= answer("[{\"n\":" + text + "}]").toString().equals("[{\"text\":\"" + text + "\"}]");
    }
    return own;
  }

  private void written(String payload, Consumer<JsonSink> writing) {
    Codec<Long, String> codec =
        new NumberCodec() {
          @Override
          public void write(String result, JsonSink json) {
            writing.accept(json);
          }
        };
    Inference.builder("texts", model, codec, InferenceTest::texts)
        .build()
        .answer(json(payload), CALL);
  }

  private InferenceBuilder<Long, String> builder(BatchFunction<Long, String> function) {
    return Inference.builder("texts", model, new NumberCodec(), function);
  }

  private static List<String> texts(Model model, List<Long> items, Call call) {
    return items.stream().map(String::valueOf).toList();
  }

  private Answer answer(String payload) {
    return inference.answer(json(payload), CALL);
  }

  private static JsonValue json(String text) {
    return JsonValue.parse(text.getBytes(UTF_8), "body");
  }
}
