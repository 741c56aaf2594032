package dev.hearth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {

  private static final String REMEDY = "); set it in the environment";

  @Test
  void text_setOrNot_isStrippedOrTheFallback() {
    assertThat(with(" a b ").text("V")).contains("a b");
    assertThat(with(" \t").text("V")).isEmpty();
    assertThat(Environment.empty().text("V")).isEmpty();
    assertThat(with("a").text("V", "b")).isEqualTo("a");
    assertThat(with("").text("V", "b")).isEqualTo("b");
  }

  @Test
  void required_notSet_saysWhatIsExpected() {
    assertThat(with("a").required("V", "a bucket")).isEqualTo("a");
    assertRefused(
        () -> with(" ").required("V", "a bucket"), "V: not set (expected: a bucket" + REMEDY);
  }

  @Test
  void integer_setOrNot_isReadOrTheFallback() {
    assertThat(with("-3").integer("V", 7, -3, 9)).isEqualTo(-3);
    assertThat(with(" 9 ").integer("V", 7, -3, 9)).isEqualTo(9);
    assertThat(Environment.empty().integer("V", 70, -3, 9)).isEqualTo(70);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-4", "10", "1.0", "x", "1e1", "99999999999999999999"})
  void integer_anythingElse_isRefused(String value) {
    assertRefused(
        () -> with(value).integer("V", 7, -3, 9),
        "V: '" + value + "' (expected: a whole number from -3 to 9" + REMEDY);
  }

  @Test
  void number_setOrNot_isReadOrTheFallback() {
    assertThat(with("0.5").number("V", 1)).isEqualTo(0.5);
    assertThat(with("-1e3").number("V", 1)).isEqualTo(-1000);
    assertThat(Environment.empty().number("V", 1)).isEqualTo(1);
  }

  @Test
  void number_anythingElse_isRefused() {
    assertRefused(() -> with("x").number("V", 1), "V: 'x' (expected: a number" + REMEDY);
    assertRefused(() -> with("NaN").number("V", 1), "V: 'NaN' (expected: a finite number" + REMEDY);
    assertRefused(
        () -> with("1e999").number("V", 1), "V: '1e999' (expected: a finite number" + REMEDY);
  }

  @ParameterizedTest
  @CsvSource({
    "true, true",
    "ON, true",
    "Yes, true",
    "1, true",
    "false, false",
    "off, false",
    "NO, false",
    "0, false"
  })
  void flag_anyUsualWord_isRead(String value, boolean expected) {
    assertThat(with(value).flag("V", !expected)).isEqualTo(expected);
  }

  @Test
  void flag_otherOrNone_isRefusedOrTheFallback() {
    assertThat(Environment.empty().flag("V", true)).isTrue();
    assertThat(with(" ").flag("V", false)).isFalse();
    assertRefused(
        () -> with("maybe").flag("V", true), "V: 'maybe' (expected: true or false" + REMEDY);
  }

  @Test
  void seconds_setOrNot_isReadOrTheFallback() {
    assertThat(with("1.5").seconds("V", Duration.ZERO)).isEqualTo(Duration.ofMillis(1500));
    assertThat(with("0.0001").seconds("V", Duration.ZERO)).isEqualTo(Duration.ofMillis(1));
    assertThat(Environment.empty().seconds("V", Duration.ofDays(1))).isEqualTo(Duration.ofDays(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1e10"})
  void seconds_notADuration_isRefused(String value) {
    assertRefused(
        () -> with(value).seconds("V", Duration.ZERO),
        "V: '" + value + "' (expected: a number of seconds, more than 0" + REMEDY);
  }

  @Test
  void mebibytes_setOrNot_isReadOrTheFallback() {
    assertThat(with("3").mebibytes("V", Bytes.of(1))).isEqualTo(Bytes.mebibytes(3));
    assertThat(Environment.empty().mebibytes("V", Bytes.of(1))).isEqualTo(Bytes.of(1));
    assertRefused(
        () -> with("0").mebibytes("V", Bytes.of(1)),
        "V: '0' (expected: a whole number from 1 to 2147483647" + REMEDY);
  }

  @Test
  void model_namedOrNot_isTheReference() {
    Environment environment = new Environment(Map.of("HEARTH_MODEL_MINI_LM_V2", "other@3"));
    assertThat(environment.model("mini-lm.v2")).isEqualTo(ModelRef.parse("other@3"));
    assertThat(environment.model("minilm")).isEqualTo(ModelRef.parse("minilm@latest"));
  }

  @Test
  void model_malformed_namesTheVariable() {
    Environment environment = new Environment(Map.of("HEARTH_MODEL_MINILM", "a@b@c"));
    assertThatThrownBy(() -> environment.model("minilm"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("HEARTH_MODEL_MINILM: ")
        .hasMessageContaining("'b@c'")
        .hasMessageEndingWith("; correct it");
    assertThatThrownBy(() -> Environment.empty().model("a b"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageNotContaining("HEARTH_MODEL");
  }

  @Test
  void system_always_isTheProcess() {
    assertThat(Environment.system().variables()).isEqualTo(System.getenv());
  }

  @Test
  void toString_always_hidesTheValues() {
    assertThat(with("secret")).hasToString("an environment of 1 variables");
  }

  private static Environment with(String value) {
    return new Environment(Map.of("V", value));
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(ConfigurationException.class).hasMessage(message);
  }
}
