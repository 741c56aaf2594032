package dev.hearth.onnx;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.ConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelemetryGuardTest {

  @ParameterizedTest
  @ValueSource(strings = {"1.28.0", "1.28", "1.28.1-rc1", "1.9.0", "0.30.0", "1", "", "unknown"})
  void check_releaseThatSendsNothing_passes(String version) {
    assertThatCode(() -> new TelemetryGuard(null).check(version)).doesNotThrowAnyException();
  }

  @Test
  void check_releaseThatDoesNotTell_passes() {
    assertThatCode(() -> new TelemetryGuard(null).check(null)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1.29.0", "1.29", "1.29.0-rc1", "1.30.2", "1.100.0", "2.0.0", "2", "10.1"})
  void check_releaseThatSends_isRefused(String version) {
    assertThatThrownBy(() -> new TelemetryGuard(null).check(version))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "ONNX Runtime: release %s sends telemetry unless told not to (expected: 1.28, or"
                + " ORT_DISABLE_TELEMETRY=1 in the environment; it is not set); depend on"
                + " onnxruntime 1.28.0 or set the variable where the function is deployed",
            version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "true", "TRUE", " yes ", "On"})
  void check_releaseThatSendsButWasToldNotTo_passes(String disabled) {
    assertThatCode(() -> new TelemetryGuard(disabled).check("1.29.0")).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "false", "", "no", "2"})
  void check_variableSaysSomethingElse_isRefused(String disabled) {
    assertThatThrownBy(() -> new TelemetryGuard(disabled).check("1.29.0"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("it is '" + disabled + "'");
  }
}
