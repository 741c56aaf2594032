package dev.hearth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelRefTest {

  @Test
  void parse_nameAndVersion_keepsBoth() {
    assertThat(ModelRef.parse("minilm@3")).isEqualTo(new ModelRef("minilm", "3"));
  }

  @Test
  void parse_bareName_meansLatest() {
    assertThat(ModelRef.parse("minilm")).isEqualTo(new ModelRef("minilm", "latest"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a@1", "all-minilm_l6.v2@2024-01.RC_1", "0@latest", "a..b@v1.0.0"})
  void toString_ofParsed_givesTheText(String text) {
    assertThat(ModelRef.parse(text)).hasToString(text);
  }

  @Test
  void isAlias_ofLatest_holds() {
    assertThat(ModelRef.parse("minilm").isAlias()).isTrue();
    assertThat(ModelRef.parse("minilm@LATEST").isAlias()).isFalse();
    assertThat(ModelRef.parse("latest@1").isAlias()).isFalse();
  }

  @Test
  void withVersion_ofAlias_namesTheVersion() {
    assertThat(ModelRef.parse("minilm").withVersion("7")).hasToString("minilm@7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "@1", "MiniLM", "a/b", "../x", ".a", "-a", "_a", "a b", "ä", "a\\b", "a:b"})
  void parse_badName_tellsWhatIsExpected(String text) {
    String name = text.contains("@") ? text.substring(0, text.indexOf('@')) : text;

    assertThatThrownBy(() -> ModelRef.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "model name: '%s' (expected: lower-case letters, digits, '.', '_' and '-', beginning"
                + " with a letter or digit, at most 100 characters)",
            name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../3", "a@b", "3 ", "-1", "3\n", "3/4"})
  void parse_badVersion_tellsWhatIsExpected(String version) {
    assertThatThrownBy(() -> ModelRef.parse("minilm@" + version))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "model version of 'minilm': '%s' (expected: letters, digits, '.', '_' and '-',"
                + " beginning with a letter or digit, at most 100 characters)",
            version);
  }

  @Test
  void parse_atTheLengthLimit_takesHundredCharacters() {
    assertThat(ModelRef.parse("a".repeat(100)).name()).hasSize(100);
    assertThatThrownBy(() -> ModelRef.parse("a".repeat(101)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
