package dev.hearth.json;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.hearth.InvalidInputException;
import dev.hearth.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonStrictnessTest {

  private static final int LIMIT = 6_000_000;

  @ParameterizedTest
  @ValueSource(strings = {"null", " 1 ", "\"\"", "[]", "{}", "[1,\n\t2\r]", "{\"\":{\"\":[null]}}"})
  void parse_wellFormed_isTaken(String text) {
    assertThat(parse(text).path()).isEqualTo("body");
  }

  @Test
  void parse_noBytes_saysEmpty() {
    assertRefused("", "empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"  ", "{", "[1,", "[1", "{\"a\":", "{\"a\":1", "{\"a\":[{\"b\":2}]"})
  void parse_truncated_saysAfterHowManyBytes(String text) {
    assertRefused(text, "ends early, after " + text.length() + " bytes");
  }

  @Test
  void parse_truncatedString_saysUnterminated() {
    assertRefused("{\"a\":\"bc", "not JSON: Unterminated string at line 1 column 9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{} {}",
        "1 2",
        "{}x",
        "[]]",
        "1,",
        "{}\u0000",
        "1 // one",
        "1 /* one */",
        "1 # one"
      })
  void parse_moreAfterTheValue_isRefused(String text) {
    assertMalformed(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "// one\n1", "/* one */1", "# one\n1", "{'a':1}", "['a']", "{a:1}", "[a]", "{\"a\"=1}",
        "{\"a\":1;\"b\":2}", "[1;2]", "[1,]", "[,1]", "[1,,2]", "{\"a\":1,}", "{,}", ")]}'\n1"
      })
  void parse_notInTheStandard_isRefused(String text) {
    assertMalformed(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NaN",
        "[NaN]",
        "Infinity",
        "-Infinity",
        "{\"a\":-Infinity}",
        "TRUE",
        "True",
        "nul",
        "nulls",
        "01",
        "-",
        "-01",
        "+1",
        ".5",
        "1.",
        "1e",
        "1e+",
        "0x1F",
        "1_000",
        "1d",
        "\u00a01",
        "\u20281",
        "\u000c1",
        "\u0661"
      })
  void parse_wordOrNumberNotInTheStandard_isRefused(String text) {
    assertMalformed(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"\\x\"", "\"\\'\"", "\"\\u12G4\"", "\"a\nb\"", "\"a\tb\"", "\"\u0000\""})
  void parse_stringWithBadEscapeOrControlCharacter_isRefused(String text) {
    assertMalformed(text);
  }

  @Test
  void parse_malformed_saysWhereWithoutNamesOrAdviceForGsonsUsers() {
    assertRefused("{\n  \"a secret name\": [1, tru]}", "not JSON: malformed at line 2 column 24");
  }

  @Test
  void parse_nameTwice_isRefused() {
    assertRefused(
        "{\"a\":1,\"b\":2,\"a\":null}", "not JSON: the name \"a\" stands twice in one object");
    assertRefused("{\"a\":1,\"\\u0061\":2}", "not JSON: the name \"a\" stands twice in one object");
    assertThat(parse("{\"a\":{\"a\":1},\"A\":{\"a\":2}}").names()).containsExactly("a", "A");
  }

  @Test
  void parse_longNameTwice_isCutInTheMessage() {
    String name = "n".repeat(1_000_000);
    assertRefused(
        "{\"" + name + "\":1,\"" + name + "\":2}",
        "not JSON: the name \"" + "n".repeat(40) + "\"... stands twice in one object");
  }

  @Test
  void parse_malformedBelowALongName_doesNotEchoIt() {
    String text = "{\"" + "n\\n".repeat(100_000) + "\":[1,tru]}";
    assertThat(refusal(text))
        .hasMessageStartingWith("body: not JSON: malformed at line 1 column 3");
    assertThat(refusal(text).getMessage()).hasSizeLessThan(120);
  }

  @Test
  void parse_notUtf8_isRefused() {
    byte[][] texts = {
      "\"caf\u00e9\"".getBytes(ISO_8859_1),
      "\"a\"".getBytes(UTF_16),
      {'"', (byte) 0xC0, (byte) 0x80, '"'},
      {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'},
      {'"', 'a', (byte) 0xE2, (byte) 0x82},
      {'1', ' ', (byte) 0xFF}
    };
    for (byte[] text : texts) {
      assertThatThrownBy(() -> JsonValue.parse(text, "event"))
          .isInstanceOf(InvalidInputException.class)
          .hasMessage("event: not UTF-8 (expected: one JSON value in UTF-8); send JSON");
    }
  }

  @Test
  void parse_badUtf8BehindALongText_isRefused() {
    byte[] text = ("[\"" + "x".repeat(1_000_000) + "\"]").getBytes(UTF_8);
    text[text.length - 3] = (byte) 0xFE;
    assertThatThrownBy(() -> JsonValue.parse(text, "body"))
        .hasMessage("body: not UTF-8 (expected: one JSON value in UTF-8); send JSON");
  }

  @Test
  void parse_byteOrderMark_isSkippedOnceAtTheBeginning() {
    assertThat(parse("\ufeff{\"a\":1}").field("a").integer()).isEqualTo(1);
    assertMalformed("\ufeff\ufeff1");
    assertMalformed("[\ufeff1]");
  }

  @Test
  void parse_surrogateEscapes_areTakenAsWritten() {
    assertThat(parse("\"\\ud83d\\ude00\"").text()).isEqualTo("\ud83d\ude00");
    assertThat(parse("\"\\ud800\"").text()).isEqualTo("\ud800");
  }

  @Test
  void parse_depth64_isTakenAndDepth65Refused() {
    assertThat(parse("[".repeat(64) + "]".repeat(64)).isArray()).isTrue();
    assertThat(parse("{\"a\":".repeat(64) + "1" + "}".repeat(64)).isObject()).isTrue();
    assertRefused(
        "[".repeat(65) + "]".repeat(65), "not JSON: Nesting limit 64 reached at line 1 column 66");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {"[ ]", "{\"a\": }"})
  void parse_depth100000_isRefusedAtOnce(String open, String close) {
    String text = open.repeat(100_000) + "1" + close.repeat(100_000);
    assertThat(refusal(text)).hasMessageStartingWith("body: not JSON: Nesting limit 64 reached");
    assertThat(refusal(text).getMessage()).hasSizeLessThan(150);
  }

  @Test
  void parse_numberOf1023Digits_isTakenAndLongerRefused() {
    assertThat(parse("[" + "9".repeat(1023) + "]").items()).hasSize(1);
    assertMalformed("[" + "9".repeat(LIMIT) + "]");
  }

  @Test
  @Timeout(20)
  void parse_sixMegabytes_endsInTime() {
    assertThat(parse("\"" + "x".repeat(LIMIT - 2) + "\"").text()).hasSize(LIMIT - 2);
    assertThat(parse("[0" + ",0".repeat(LIMIT / 2 - 2) + "]").items()).hasSize(LIMIT / 2 - 1);
    assertThat(parse("[\"\"" + ",\"\\u00e9\"".repeat(LIMIT / 9 - 1) + "]").items())
        .hasSize(LIMIT / 9);
  }

  /** All names have one hash code. */
  @Test
  @Timeout(20)
  void parse_collidingNames_endsInTime() {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < 1 << 16; i++) {
      text.append(i == 0 ? "\"" : ",\"");
      for (int bit = 0; bit < 16; bit++) {
        text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      text.append("\":0");
    }
    assertThat(parse(text.append('}').toString()).names()).hasSize(1 << 16);
  }

  private static JsonValue parse(String text) {
    return JsonValue.parse(text.getBytes(UTF_8), "body");
  }

  private static InvalidInputException refusal(String text) {
    return catchThrowableOfType(InvalidInputException.class, () -> parse(text));
  }

  private static void assertRefused(String text, String found) {
    InvalidInputException refusal = refusal(text);
    assertThat(refusal)
        .hasMessage("body: " + found + " (expected: one JSON value in UTF-8); send JSON");
    assertThat(refusal.problem()).isEqualTo(Problem.INVALID_INPUT);
  }

  private static void assertMalformed(String text) {
    assertThat(refusal(text))
        .as(text.length() < 100 ? text : "a long text")
        .hasMessageMatching(
            "body: not JSON: [^$]* at line \\d+ column \\d+"
                + " \\(expected: one JSON value in UTF-8\\); send JSON");
  }
}
