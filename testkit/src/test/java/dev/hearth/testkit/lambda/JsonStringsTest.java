package dev.hearth.testkit.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class JsonStringsTest {

  @Test
  void find_outermostField_isUnescaped() {
    assertThat(JsonStrings.find("{ \"a\" : \"x\\\"\\\\\\n\\u00e9\\/\" }", "a"))
        .hasValue("x\"\\\n\u00e9/");
  }

  @Test
  void find_nestedFieldOfTheSameName_isPassedOver() {
    String json = "{\"x\":{\"a\":\"in\"},\"y\":[\"a\",\"b\"],\"z\":\"a\",\"a\":\"out\"}";
    assertThat(JsonStrings.find(json, "a")).hasValue("out");
  }

  @Test
  void find_noString_isEmpty() {
    assertThat(JsonStrings.find("{\"a\":null,\"b\":\"x\"}", "a")).isEmpty();
    assertThat(JsonStrings.find("{\"a\":1}", "a")).isEmpty();
    assertThat(JsonStrings.find("{\"a\":[\"x\"]}", "a")).isEmpty();
    assertThat(JsonStrings.find("{}", "a")).isEmpty();
  }

  @Test
  void find_noJson_isEmptyOrWhatIsThere() {
    assertThat(JsonStrings.find("", "a")).isEmpty();
    assertThat(JsonStrings.find("a:b", "a")).isEmpty();
    assertThat(JsonStrings.find("{\"a\":\"cut o", "a")).hasValue("cut o");
    assertThat(JsonStrings.find("{\"a\":\"\\u00", "a")).hasValue("?00");
    assertThat(JsonStrings.find("{\"a\":\"\\uzzzz\"}", "a")).hasValue("?");
  }
}
