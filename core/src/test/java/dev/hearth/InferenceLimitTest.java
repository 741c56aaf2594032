package dev.hearth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.InferenceParts.CountedModel;
import dev.hearth.InferenceParts.NumberCodec;
import dev.hearth.InferenceParts.WeightlessModel;
import dev.hearth.function.Call;
import dev.hearth.function.Payload;
import dev.hearth.telemetry.CallReport;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A function whose calls are limited: who gets a place, and when it is given back. */
class InferenceLimitTest {

  private static final Call CALL = new Call("id-1", Deadline.none());

  private final CountedModel model = new CountedModel(() -> new WeightlessModel("disk"));
  private final List<CallReport> reports = new CopyOnWriteArrayList<>();
  private final ConcurrencyLimit one = ConcurrencyLimit.of(1, 0);
  private final CountDownLatch running = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  @Test
  void infer_fails_givesThePlaceBack() {
    Inference<Long, String> limited = inference("f");
    assertThatThrownBy(() -> limited.infer(List.of(-1L), CALL))
        .isInstanceOf(StackOverflowError.class);
    assertThatThrownBy(() -> limited.answer(Payload.json("body", "["), CALL))
        .isInstanceOf(InvalidInputException.class);
    assertThatThrownBy(() -> limited.stream(Payload.json("body", "["), CALL, line -> {}))
        .isInstanceOf(InvalidInputException.class);
    model.loader =
        () -> {
          throw new ModelUnavailableException("store: down; retry");
        };
    assertThatThrownBy(() -> limited.infer(List.of(1L), CALL))
        .isInstanceOf(ModelUnavailableException.class);
    model.loader = () -> new WeightlessModel("disk");
    assertThat(limited.infer(List.of(1L), CALL)).containsExactly("1");
  }

  @Test
  void infer_anotherRuns_isTurnedAwayBeforeAnythingIsDone() throws Exception {
    Inference<Long, String> limited = inference("f");
    Caller<List<String>> first = Caller.of(() -> limited.infer(List.of(0L), CALL));
    assertThat(running.await(Caller.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> limited.infer(List.of(1L), CALL))
        .isInstanceOf(OverloadedException.class)
        .hasMessageStartingWith("function 'f': too many calls at once (running 1, waiting 0, ");
    assertThat(model.acquired).hasSize(1);
    assertThat(reports).singleElement().satisfies(InferenceLimitTest::saysOverloaded);
    released.countDown();
    assertThat(first.result()).containsExactly("0");
  }

  @Test
  void infer_limitShared_countsAllFunctions() throws Exception {
    Inference<Long, String> busy = inference("busy");
    Inference<Long, String> other = inference("other");
    Caller<List<String>> first = Caller.of(() -> busy.infer(List.of(0L), CALL));
    assertThat(running.await(Caller.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> other.infer(List.of(1L), CALL))
        .isInstanceOf(OverloadedException.class)
        .hasMessageStartingWith("function 'other': ");
    released.countDown();
    first.result();
    assertThat(other.infer(List.of(1L), CALL)).containsExactly("1");
  }

  private static void saysOverloaded(CallReport report) {
    assertThat(report.problem()).contains(Problem.OVERLOADED);
    assertThat(report.foundIn()).isEqualTo("none");
  }

  /** Returns a function for which 0 waits until it is released, and -1 fails. */
  private Inference<Long, String> inference(String name) {
    return Inference.<Long, String>builder(
            name,
            model,
            new NumberCodec(),
            (leased, items, call) -> items.stream().map(this::text).toList())
        .limit(one)
        .telemetry(reports::add)
        .build();
  }

  private String text(long n) {
    if (n < 0) {
      throw new StackOverflowError();
    }
    if (n == 0) {
      running.countDown();
      try {
        assertThat(released.await(Caller.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    return String.valueOf(n);
  }
}
