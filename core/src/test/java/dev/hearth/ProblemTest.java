package dev.hearth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTest {

  @ParameterizedTest
  @CsvSource({
    "INVALID_INPUT, 400, false",
    "UNAVAILABLE, 503, true",
    "DEADLINE_EXCEEDED, 504, true",
    "CONFIGURATION, 500, false",
    "MODEL_BROKEN, 500, false",
    "INTERNAL, 500, false",
  })
  void table_ofStatusAndRetry_isThis(Problem problem, int status, boolean retryable) {
    assertThat(problem.httpStatus()).isEqualTo(status);
    assertThat(problem.retryable()).isEqualTo(retryable);
  }

  @Test
  void of_exceptionsThrownOnPurpose_isTheirOwn() {
    List<InferenceException> all =
        List.of(
            new InvalidInputException("m"),
            new ModelUnavailableException("m"),
            new DeadlineExceededException("m"),
            new ConfigurationException("m"),
            new ModelBrokenException("m"));

    assertThat(all)
        .extracting(Problem::of)
        .containsExactly(
            Problem.INVALID_INPUT,
            Problem.UNAVAILABLE,
            Problem.DEADLINE_EXCEEDED,
            Problem.CONFIGURATION,
            Problem.MODEL_BROKEN);
    assertThat(all).allSatisfy(e -> assertThat(e).hasMessage("m").hasNoCause());
  }

  @Test
  void of_anythingElse_isInternal() {
    assertThat(Problem.of(new IllegalStateException())).isEqualTo(Problem.INTERNAL);
    assertThat(Problem.of(new OutOfMemoryError())).isEqualTo(Problem.INTERNAL);
  }

  @Test
  void permits_oneExceptionForEachProblemButInternal() {
    assertThat(InferenceException.class.getPermittedSubclasses())
        .hasSize(Problem.values().length - 1);
  }
}
