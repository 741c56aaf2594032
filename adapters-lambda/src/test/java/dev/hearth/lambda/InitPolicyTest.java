package dev.hearth.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitPolicyTest {

  @Test
  void of_emptyEnvironment_isBackground() {
    assertThat(InitPolicy.of(Map.of())).isEqualTo(InitPolicy.BACKGROUND);
  }

  @ParameterizedTest
  @CsvSource({
    "on-demand, BACKGROUND",
    "provisioned-concurrency, EAGER",
    "snap-start, EAGER",
    "lambda-managed-instances, EAGER"
  })
  void of_initializationType_choosesThePolicy(String type, InitPolicy policy) {
    assertThat(InitPolicy.of(Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", type))).isEqualTo(policy);
    assertThat(InitPolicy.of(Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", type, "HEARTH_INIT", "  ")))
        .isEqualTo(policy);
  }

  @ParameterizedTest
  @CsvSource({
    "eager, EAGER",
    "background, BACKGROUND",
    "lazy, LAZY",
    "LAZY, LAZY",
    "' Eager ', EAGER"
  })
  void of_variable_overridesTheType(String named, InitPolicy policy) {
    for (String type : new String[] {"on-demand", "snap-start"}) {
      assertThat(
              InitPolicy.of(Map.of("HEARTH_INIT", named, "AWS_LAMBDA_INITIALIZATION_TYPE", type)))
          .isEqualTo(policy);
    }
  }

  @Test
  void of_unknownWord_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> InitPolicy.of(Map.of("HEARTH_INIT", "soon")))
        .withMessage("HEARTH_INIT: 'soon' (expected: eager, background or lazy)");
  }
}
