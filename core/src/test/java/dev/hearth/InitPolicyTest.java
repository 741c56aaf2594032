package dev.hearth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitPolicyTest {

  @ParameterizedTest
  @CsvSource({"eager, EAGER", "Background, BACKGROUND", "LAZY, LAZY"})
  void of_named_isThatPolicy(String value, InitPolicy expected) {
    for (InitPolicy fallback : InitPolicy.values()) {
      assertThat(InitPolicy.of(with(value), fallback)).isEqualTo(expected);
    }
  }

  @Test
  void of_notNamed_isTheFallback() {
    assertThat(InitPolicy.of(Environment.empty(), InitPolicy.LAZY)).isEqualTo(InitPolicy.LAZY);
    assertThat(InitPolicy.of(with(" "), InitPolicy.EAGER)).isEqualTo(InitPolicy.EAGER);
  }

  @Test
  void of_noPolicy_isRefused() {
    assertThatThrownBy(() -> InitPolicy.of(with("soon"), InitPolicy.LAZY))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("HEARTH_INIT: 'soon' (expected: eager, background or lazy); set one of them");
  }

  private static Environment with(String value) {
    return new Environment(Map.of("HEARTH_INIT", value));
  }
}
