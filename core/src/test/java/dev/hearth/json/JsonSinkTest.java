package dev.hearth.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSinkTest {

  private final JsonSink json = new JsonSink();

  @Test
  void write_everyKindOfValue_isJson() {
    json.beginObject()
        .field("text", "a")
        .field("long", Long.MIN_VALUE)
        .field("double", -0.5)
        .field("flag", true)
        .name("list")
        .beginArray()
        .value("b")
        .value(1)
        .value(1e-9)
        .value(false)
        .endArray()
        .name("none")
        .beginObject()
        .endObject()
        .endObject();
    assertThat(json)
        .hasToString(
            "{\"text\":\"a\",\"long\":-9223372036854775808,\"double\":-0.5,\"flag\":true,"
                + "\"list\":[\"b\",1,1.0E-9,false],\"none\":{}}");
  }

  @Test
  void value_charactersThatBreakTexts_areEscaped() {
    json.value("\"\\\n\r\t\b\f\u0000\u001f\u2028\u2029</script>\u00e9\ud83d\ude00");
    assertThat(json)
        .hasToString(
            "\"\\\"\\\\\\n\\r\\t\\b\\f\\u0000\\u001f\\u2028\\u2029</script>\u00e9\ud83d\ude00\"");
  }

  @Test
  void value_anyText_isReadBackUnchanged() {
    StringBuilder all = new StringBuilder();
    for (int c = 0; c < Character.MIN_SURROGATE; c++) {
      all.append((char) c);
    }
    byte[] written = json.beginObject().field(all.toString(), all.toString()).endObject().toUtf8();
    assertThat(JsonValue.parse(written, "body").field(all.toString()).text())
        .isEqualTo(all.toString());
  }

  @Test
  void toUtf8_loneSurrogate_becomesAQuestionMark() {
    assertThat(json.value("\ud800").toUtf8()).isEqualTo("\"?\"".getBytes(UTF_8));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void value_notFinite_isRefused(double number) {
    json.beginObject();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> json.field("score", number))
        .withMessage("Numeric values must be finite, but was " + number);
  }

  @Test
  void value_float_hasNoMoreDigitsThanItNeeds() {
    assertThat(new JsonSink().value(0.1f)).hasToString("0.1");
    assertThat(new JsonSink().value(Float.MIN_VALUE)).hasToString("1.4E-45");
    assertThatIllegalArgumentException().isThrownBy(() -> new JsonSink().value(Float.NaN));
  }

  @Test
  void write_malformed_isRefused() {
    assertThatIllegalStateException().isThrownBy(() -> new JsonSink().endObject());
    assertThatIllegalStateException().isThrownBy(() -> new JsonSink().name("a"));
    assertThatIllegalStateException().isThrownBy(() -> new JsonSink().value(1).value(2));
    assertThatIllegalStateException().isThrownBy(() -> new JsonSink().beginObject().value(1));
    assertThatIllegalStateException().isThrownBy(() -> new JsonSink().beginArray().endObject());
    assertThatIllegalStateException()
        .isThrownBy(() -> new JsonSink().beginObject().name("a").endObject());
  }

  @Test
  void value_byCode_writesItWhereverAValueMayStand() {
    json.beginArray()
        .value(one -> one.value(1))
        .value(
            one ->
                one.beginObject().name("a").value(two -> two.beginArray().endArray()).endObject())
        .endArray();
    assertThat(json).hasToString("[1,{\"a\":[]}]");
    assertThat(new JsonSink().value(one -> one.value("a"))).hasToString("\"a\"");
  }

  @Test
  void value_byCodeThatWritesNotOne_isRefused() {
    assertNotOne("0", one -> {});
    assertNotOne("2", one -> one.value(1).value("a"));
    assertNotOne("0 and a part of one", one -> one.beginObject().field("a", 1));
    assertNotOne("1 and a part of one", one -> one.value(1).beginArray().value(2).value(3));
  }

  @Test
  void value_bytes_areBase64() {
    json.beginArray().value(new byte[] {0, (byte) 0xff, 0x3e}).value(new byte[0]).endArray();
    assertThat(json).hasToString("[\"AP8+\",\"\"]");
  }

  @Test
  void nothing_anywhere_isNull() {
    json.beginObject().name("a").nothing().endObject();
    assertThat(json).hasToString("{\"a\":null}");
    assertThat(new JsonSink().nothing()).hasToString("null");
  }

  @Test
  void whole_ofAnotherSink_isWrittenAsItIs() {
    JsonSink other = new JsonSink().beginObject().field("a", "\u2028\"").endObject();
    json.beginArray().whole(other).whole(new JsonSink().value(1)).value(2).endArray();
    assertThat(json).hasToString("[{\"a\":\"\\u2028\\\"\"},1,2]");
    assertThat(other).hasToString("{\"a\":\"\\u2028\\\"\"}");
    assertThat(new JsonSink().value(one -> one.whole(other))).hasToString(other.toString());
  }

  @Test
  void whole_ofASinkThatHoldsNoWholeValue_isRefused() {
    for (JsonSink other :
        new JsonSink[] {
          new JsonSink(), new JsonSink().beginArray(), new JsonSink().beginObject()
        }) {
      assertThatIllegalStateException()
          .isThrownBy(() -> new JsonSink().beginArray().whole(other))
          .withMessage("other sink: no whole value (expected: one); finish it before");
    }
  }

  @Test
  void write_secondValue_isRefused() {
    JsonSink full = new JsonSink().beginArray().endArray();
    for (Consumer<JsonSink> second :
        List.<Consumer<JsonSink>>of(
            JsonSink::beginArray,
            JsonSink::beginObject,
            JsonSink::nothing,
            one -> one.value(new byte[1]),
            one -> one.whole(new JsonSink().value(1)))) {
      assertThatIllegalStateException()
          .isThrownBy(() -> second.accept(full))
          .withMessage("values written: 2 (expected: one whole value); write exactly one");
    }
    assertThat(full).hasToString("[]");
  }

  private static void assertNotOne(String written, Consumer<JsonSink> code) {
    assertThatIllegalStateException()
        .isThrownBy(() -> new JsonSink().beginArray().value(code))
        .withMessage(
            "values written: " + written + " (expected: one whole value); write exactly one");
  }

  @Test
  void value_numbers_areAnArray() {
    assertThat(new JsonSink().value(new float[] {0.5f, -1})).hasToString("[0.5,-1.0]");
    assertThat(new JsonSink().value(new double[] {0.1})).hasToString("[0.1]");
    assertThat(new JsonSink().value(new float[0])).hasToString("[]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new JsonSink().value(new float[] {Float.NaN}));
  }
}
