package dev.hearth.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.ModelBrokenException;
import dev.hearth.ModelRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AliasTest {

  private static final ModelRef LATEST = ModelRef.parse("minilm");

  @Test
  void parse_ofText_givesTheVersion() {
    assertThat(Alias.text(LATEST, "3")).isEqualTo("3\n");
    assertThat(Alias.parse(LATEST, "3\n", "here")).isEqualTo("3");
    assertThat(Alias.parse(LATEST, " 3\r\n", "here")).isEqualTo("3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3\n4", "../3", "<html>"})
  void parse_noVersion_isBroken(String text) {
    assertThatThrownBy(() -> Alias.parse(LATEST, text, "s3://m/minilm/latest"))
        .isInstanceOf(ModelBrokenException.class)
        .hasMessageStartingWith("alias s3://m/minilm/latest: model version of 'minilm': '" + text)
        .hasMessageEndingWith("; point 'minilm@latest' at a version again");
  }

  @Test
  void parse_theAliasItself_isBroken() {
    assertThatThrownBy(() -> Alias.parse(LATEST, "latest", "here"))
        .isInstanceOf(ModelBrokenException.class)
        .hasMessage(
            "alias here: model version of 'minilm': 'latest' (expected: not an alias); point"
                + " 'minilm@latest' at a version again");
  }

  @Test
  void text_noVersion_isRefused() {
    assertThatThrownBy(() -> Alias.text(LATEST, "latest"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("model version of 'minilm': 'latest' (expected: not an alias)");
  }

  @Test
  void paths_ofAVersionAndAnAlias_areThoseOfTheLayout() {
    ModelRef version = ModelRef.parse("minilm@3");

    assertThat(ModelStore.modelPath(version)).isEqualTo("minilm/3/model.onnx");
    assertThat(ModelStore.digestPath(version)).isEqualTo("minilm/3/model.digest");
    assertThat(ModelStore.aliasPath(LATEST)).isEqualTo("minilm/latest");
  }

  @Test
  void paths_ofTheWrongKind_areRefused() {
    assertThatThrownBy(() -> ModelStore.modelPath(LATEST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ref: 'minilm@latest' (expected: a version, not an alias); resolve it first");
    assertThatThrownBy(() -> ModelStore.aliasPath(ModelRef.parse("minilm@3")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("alias: 'minilm@3' (expected: 'minilm@latest')");
  }
}
