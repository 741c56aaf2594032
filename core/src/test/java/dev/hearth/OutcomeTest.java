package dev.hearth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.json.JsonSink;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTest {

  @Test
  void failure_known_saysWhatItIs() {
    Outcome.Failure<String> failure =
        new Outcome.Failure<>(new InvalidInputException("n: 7 (expected: 8); send it"));
    assertThat(failure.problem()).isEqualTo(Problem.INVALID_INPUT);
    assertThat(failure.message()).isEqualTo("n: 7 (expected: 8); send it");
    assertThat(failure.<Long>cast().cause()).isSameAs(failure.cause());
  }

  @Test
  void failure_unknown_saysNothingOfIt() {
    Outcome.Failure<String> failure = new Outcome.Failure<>(new IllegalStateException("secret"));
    assertThat(failure.problem()).isEqualTo(Problem.INTERNAL);
    assertThat(failure.message()).isEqualTo("internal error; see the log");
  }

  @Test
  void outcomes_same_areEqual() {
    assertThat(Outcome.success("a")).isEqualTo(new Outcome.Success<>("a"));
    Throwable cause = new StackOverflowError();
    assertThat(Outcome.failure(cause)).isEqualTo(new Outcome.Failure<>(cause));
  }

  @Test
  void answer_allFailed_throwsTheOneThatIsNotTheSendersFault() {
    Outcome<JsonSink> rude = Outcome.failure(new InvalidInputException("rude"));
    ModelUnavailableException down = new ModelUnavailableException("down");
    Outcome<JsonSink> away = Outcome.failure(down);
    Outcome<JsonSink> bug = Outcome.failure(new StackOverflowError());
    assertThatThrownBy(() -> Answer.of(List.of(rude, away, bug), true)).isSameAs(down);
    assertThatThrownBy(() -> Answer.of(List.of(rude, bug, away), true))
        .isInstanceOf(StackOverflowError.class);
    assertThatThrownBy(() -> Answer.of(List.of(rude), false)).hasMessage("rude");
  }

  @Test
  void answer_someFailed_hasErrorsInTheirPlaces() {
    Answer answer =
        Answer.of(
            List.of(
                Outcome.failure(new InvalidInputException("rude")),
                Outcome.success(new JsonSink().value(7)),
                Outcome.failure(new IllegalStateException("secret"))),
            true);
    assertThat(answer.failures()).isEqualTo(2);
    assertThat(answer)
        .hasToString(
            "[{\"error\":{\"code\":\"INVALID_INPUT\",\"message\":\"rude\"}},7,{\"error\":{\"code\":\"INTERNAL\",\"message\":\"internal"
                + " error; see the log\"}}]");
    assertThat(answer.json()).hasToString(answer.toString());
  }

  @Test
  void answer_none_isAnEmptyArray() {
    assertThat(Answer.of(List.of(), true)).hasToString("[]");
  }
}
