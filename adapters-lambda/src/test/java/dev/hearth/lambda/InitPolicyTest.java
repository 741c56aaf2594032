package dev.hearth.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.ConfigurationException;
import dev.hearth.Environment;
import dev.hearth.InitPolicy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitPolicyTest {

  @Test
  void policy_emptyEnvironment_isBackground() {
    assertThat(policy(Map.of())).isEqualTo(InitPolicy.BACKGROUND);
  }

  @ParameterizedTest
  @CsvSource({
    "on-demand, BACKGROUND",
    "provisioned-concurrency, EAGER",
    "snap-start, EAGER",
    "lambda-managed-instances, EAGER"
  })
  void policy_initializationType_isChosenByIt(String type, InitPolicy policy) {
    assertThat(policy(Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", type))).isEqualTo(policy);
    assertThat(policy(Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", type, "HEARTH_INIT", "  ")))
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
  void policy_variable_overridesTheType(String named, InitPolicy policy) {
    for (String type : new String[] {"on-demand", "snap-start"}) {
      assertThat(policy(Map.of("HEARTH_INIT", named, "AWS_LAMBDA_INITIALIZATION_TYPE", type)))
          .isEqualTo(policy);
    }
  }

  @Test
  void policy_unknownWord_isRefused() {
    assertThatThrownBy(() -> policy(Map.of("HEARTH_INIT", "soon")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("HEARTH_INIT: 'soon' (expected: eager, background or lazy); set one of them");
  }

  private static InitPolicy policy(Map<String, String> variables) {
    return LambdaInferenceHandler.policy(new Environment(variables));
  }
}
