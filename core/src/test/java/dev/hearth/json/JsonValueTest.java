package dev.hearth.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.hearth.InvalidInputException;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValueTest {

  private static final JsonValue TICKETS =
      parse(
          """
          {"tickets": [{"text": "a"}, {"text": 7, "urgent": "no", "score": true, "none": null}],
           "count": 2}
          """);

  @Test
  void field_present_knowsItsPlace() {
    JsonValue text = TICKETS.field("tickets").items().get(0).field("text");
    assertThat(text.text()).isEqualTo("a");
    assertThat(text.path()).isEqualTo("tickets[0].text");
    assertThat(TICKETS.path()).isEqualTo("body");
  }

  @Test
  void field_absentOrNull_isMissing() {
    JsonValue ticket = TICKETS.field("tickets").items().get(1);
    assertRefused(
        () -> TICKETS.field("ticket"), "field 'ticket': missing (expected: a value); send it");
    assertRefused(
        () -> ticket.field("none"),
        "field 'tickets[1].none': missing (expected: a value); send it");
    assertThat(ticket.optional("none")).isEmpty();
    assertThat(ticket.optional("other")).isEmpty();
  }

  @Test
  void field_ofSomethingElse_namesIt() {
    assertRefused(
        () -> TICKETS.field("count").field("text"),
        "field 'count': 2 (expected: an object); send that instead");
    assertRefused(
        () -> parse("[{}, []]").optional("text"),
        "field 'body': an array of 2 elements (expected: an object); send that instead");
    assertRefused(
        () -> parse("[null]").items().get(0).names(),
        "field 'body[0]': null (expected: an object); send that instead");
  }

  @Test
  void items_ofSomethingElse_namesIt() {
    assertRefused(
        TICKETS::items,
        "field 'body': an object of 2 fields (expected: an array); send that instead");
  }

  @Test
  void text_ofSomethingElse_namesIt() {
    assertRefused(
        () -> TICKETS.field("tickets").items().get(1).field("text").text(),
        "field 'tickets[1].text': 7 (expected: a string); send that instead");
  }

  @Test
  void text_outOfLimits_saysLengthAndNotTheText() {
    JsonValue text = parse("{\"text\":\"abc\"}").field("text");
    assertThat(text.text(3, 3)).isEqualTo("abc");
    assertRefused(
        () -> text.text(4, 9), "field 'text': 3 characters (expected: 4..9); send a longer text");
    assertRefused(
        () -> text.text(0, 2), "field 'text': 3 characters (expected: 0..2); send a shorter text");
    assertRefused(
        () -> parse("1").text(0, 2), "field 'body': 1 (expected: a string); send that instead");
  }

  @Test
  void number_ofSomethingElse_namesIt() {
    assertRefused(
        () -> TICKETS.field("tickets").items().get(1).field("urgent").number(),
        "field 'tickets[1].urgent': \"no\" (expected: a number of at most 1.8e308); send that"
            + " instead");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "-0, -0.0",
    "-0.0e5, -0.0",
    "1.5, 1.5",
    "1E3, 1000.0",
    "1e-999999, 0.0",
    "0e999999, 0.0",
    "1.7976931348623157e308, 1.7976931348623157e308",
    "9223372036854775808, 9223372036854775808"
  })
  void number_finite_isTheNearestDouble(String literal, double number) {
    assertThat(parse(literal).number()).isEqualTo(number);
  }

  @Test
  void number_tooLarge_isRefused() {
    assertRefused(
        () -> parse("[1e999999]").items().get(0).number(),
        "field 'body[0]': 1e999999 (expected: a number of at most 1.8e308); send that instead");
    assertRefused(
        () -> parse("-" + "9".repeat(400)).number(),
        "field 'body': -"
            + "9".repeat(39)
            + "... (expected: a number of at most 1.8e308); send that instead");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "7.0, 7",
    "1e3, 1000",
    "1.5e1, 15",
    "0e999999, 0",
    "9007199254740993.0, 9007199254740993",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
    "9.223372036854775807e18, 9223372036854775807"
  })
  void integer_whole_isExact(String literal, long number) {
    assertThat(parse(literal).integer()).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.5",
        "1e-1",
        "1.00000000000000000001",
        "9007199254740991.4",
        "9223372036854775808",
        "-9223372036854775809",
        "1e19",
        "1e999999",
        "1e-999999",
        "1e2147483647",
        "1e-2147483648",
        "1e99999999999"
      })
  void integer_fractionOrTooLarge_isRefused(String literal) {
    assertRefused(
        () -> parse(literal).integer(),
        "field 'body': " + literal + " (expected: a whole number of 64 bits); send that instead");
  }

  @Test
  void integer_ofSomethingElse_namesIt() {
    assertRefused(
        () -> parse("\"1\"").integer(),
        "field 'body': \"1\" (expected: a whole number of 64 bits); send that instead");
  }

  @Test
  void flag_ofSomethingElse_namesIt() {
    assertThat(TICKETS.field("tickets").items().get(1).field("score").flag()).isTrue();
    assertThat(parse("false").flag()).isFalse();
    assertRefused(
        () -> TICKETS.field("tickets").items().get(1).field("urgent").flag(),
        "field 'tickets[1].urgent': \"no\" (expected: true or false); send that instead");
  }

  @Test
  void kind_ofEachValue_isTold() {
    assertThat(TICKETS.isObject()).isTrue();
    assertThat(TICKETS.isArray()).isFalse();
    assertThat(TICKETS.field("tickets").isArray()).isTrue();
    assertThat(parse("\"\"").isText()).isTrue();
    assertThat(parse("1").isText()).isFalse();
    assertThat(parse("null").isObject()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a|a",
        "größe|größe",
        "first_name-2|first_name-2",
        "a.b|body[\"a.b\"]",
        "[0]|body[\"[0]\"]",
        "a[0]|body[\"a[0]\"]",
        "``|body[\"\"]",
        "a b|body[\"a b\"]",
        "it's \"x\"|body[\"it's \\\"x\\\"\"]"
      })
  void path_oddName_isNotMistakenForSeveral(String name, String path) {
    String quoted = new JsonSink().value(name).toString();
    JsonValue value = parse("{" + quoted + ":[1]}").field(name);
    assertThat(value.path()).isEqualTo(path);
    assertThat(value.items().get(0).path()).isEqualTo(path + "[0]");
    assertThat(parse("[{" + quoted + ":1}]").items().get(0).field(name).path())
        .isEqualTo(path.startsWith("body") ? "body[0]" + path.substring(4) : "body[0]." + path);
  }

  @Test
  void path_longOrBrokenName_isCutAndOnOneLine() {
    assertRefused(
        () -> parse("{}").field("n".repeat(1000)),
        "field 'body[\"" + "n".repeat(40) + "\"...]': missing (expected: a value); send it");
    assertRefused(
        () -> parse("{}").field("a\nb"),
        "field 'body[\"a\\nb\"]': missing (expected: a value); send it");
  }

  @Test
  void message_longOrBrokenText_isCutAndOnOneLine() {
    assertRefused(
        () -> parse("\"" + "x".repeat(1_000_000) + "\"").number(),
        "field 'body': \""
            + "x".repeat(40)
            + "\"... (expected: a number of at most 1.8e308); send that instead");
    assertRefused(
        () -> parse("\"a\\nERROR b\\u2028\"").flag(),
        "field 'body': \"a\\nERROR b\\u2028\" (expected: true or false); send that instead");
  }

  @Test
  void message_cutAtASurrogatePair_keepsItWhole() {
    String text = "x".repeat(39) + "\ud83d\ude00";
    assertThat(parse("\"" + text + "\"")).hasToString("\"" + "x".repeat(39) + "\"...");
  }

  @Test
  void names_inTheOrderOfTheText_cannotBeChanged() {
    JsonValue value = parse("{\"b\":1,\"a\":null}");
    assertThat(value.names()).containsExactly("b", "a");
    assertThatThrownBy(() -> value.names().remove("b"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void items_always_cannotBeChanged() {
    List<JsonValue> items = parse("[1, [2]]").items();
    assertThat(items).hasSize(2);
    assertThatThrownBy(items::clear).isInstanceOf(UnsupportedOperationException.class);
  }

  private static JsonValue parse(String text) {
    return JsonValue.parse(text.getBytes(UTF_8), "body");
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(InvalidInputException.class).hasMessage(message);
  }
}
