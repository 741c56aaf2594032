package dev.hearth.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.InvalidInputException;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReadingTest {

  @Test
  void integer_limited_isRefusedOutside() {
    assertThat(field("7").integer(7, 7)).isEqualTo(7);
    assertThat(field("-1e1").integer(-10, 0)).isEqualTo(-10);
    assertThat(field("9223372036854775807").integer(0, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
    for (String outside : new String[] {"0", "11", "-7"}) {
      assertRefused(
          () -> field(outside).integer(1, 10),
          "field 'f': " + outside + " (expected: a whole number from 1 to 10); send that instead");
    }
    assertRefused(
        () -> field("1.5").integer(1, 10),
        "field 'f': 1.5 (expected: a whole number of 64 bits); send that instead");
  }

  @Test
  void single_anyFloat_isTheNearest() {
    assertThat(field("0.1").single()).isEqualTo(0.1f);
    assertThat(field("3.4028235e38").single()).isEqualTo(Float.MAX_VALUE);
    assertThat(field("1e-60").single()).isZero();
    assertThat(field("16777217").single()).isEqualTo(16777216f);
  }

  @Test
  void single_tooLarge_isRefused() {
    assertRefused(
        () -> field("1e39").single(),
        "field 'f': 1e39 (expected: a number of 32 bits); send that instead");
    assertRefused(
        () -> field("true").single(),
        "field 'f': true (expected: a number of at most 1.8e308); send that instead");
  }

  @Test
  void bytes_base64_isDecoded() {
    assertThat(field("\"AP8+\"").bytes()).containsExactly(0, 0xff, 0x3e);
    assertThat(field("\"\"").bytes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "AP8-", "AP 8", "AP8=="})
  void bytes_notBase64_isRefused(String text) {
    assertRefused(
        () -> field("\"" + text + "\"").bytes(),
        "field 'f': \"" + text + "\" (expected: bytes in base64); encode them");
    assertRefused(() -> field("7").bytes(), "field 'f': 7 (expected: a string); send that instead");
  }

  @Test
  void made_constructorRefuses_isBadInput() {
    assertThat(field("7").<String>made(() -> "made")).isEqualTo("made");
    IllegalArgumentException refusal = new IllegalArgumentException("x: -1 (expected: 0 or more)");
    assertThatThrownBy(
            () ->
                field("{}")
                    .made(
                        () -> {
                          throw refusal;
                        }))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("field 'f': x: -1 (expected: 0 or more)")
        .hasCause(refusal);
  }

  @Test
  void made_anythingElseThrown_isPassedOn() {
    InvalidInputException inner = new InvalidInputException("field 'f.x': missing");
    assertThatThrownBy(
            () ->
                field("{}")
                    .made(
                        () -> {
                          throw inner;
                        }))
        .isSameAs(inner);
    assertThatThrownBy(
            () ->
                field("{}")
                    .made(
                        () -> {
                          throw new IllegalStateException("bug");
                        }))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void only_otherFields_areRefused() {
    JsonValue value = field("{\"b\":1,\"a\":null}");
    assertThat(value.only(Set.of("a", "b", "c"))).isSameAs(value);
    assertRefused(
        () -> value.only(Set.of("c", "b", "d")),
        "field 'f.a': not known (expected: b, c, d); leave it out");
    assertRefused(
        () -> field("{\"a b\":1}").only(Set.of("a")),
        "field 'f[\"a b\"]': not known (expected: a); leave it out");
    assertRefused(
        () -> field("7").only(Set.of()), "field 'f': 7 (expected: an object); send that instead");
  }

  @Test
  void isNothing_null_isTold() {
    JsonValue items = field("[null,0,\"\",[]]");
    assertThat(items.items().stream().map(JsonValue::isNothing))
        .containsExactly(true, false, false, false);
  }

  private static JsonValue field(String value) {
    return JsonValue.parse(("{\"f\":" + value + "}").getBytes(UTF_8), "body").field("f");
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(InvalidInputException.class).hasMessage(message);
  }
}
