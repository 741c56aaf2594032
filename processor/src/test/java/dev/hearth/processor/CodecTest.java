package dev.hearth.processor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.hearth.InvalidInputException;
import dev.hearth.function.Codec;
import dev.hearth.function.Payload;
import dev.hearth.json.JsonSink;
import dev.hearth.json.JsonValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs written codecs: of each, the item's type is the result's. */
class CodecTest {

  /** Compiles a function that gives back what it gets, and returns its codec. */
  private static Codec<Object, Object> codec(String type, String members) {
    return codec("@InferenceFunction(value = \"f\", models = FakeModels.class)", type, members);
  }

  @SuppressWarnings("unchecked") // Tests give it what it reads.
  private static Codec<Object, Object> codec(String annotation, String type, String members) {
    Compiled compiled =
        Compilation.with()
            .of(
                Source.shop(
                    annotation
                        + " class F { "
                        + members
                        + "\n@Infer(model = \"m\") List<"
                        + type
                        + "> same(Model model, List<"
                        + type
                        + "> items) { return items; } }"))
            .run()
            .assertClean();
    return (Codec<Object, Object>) compiled.load().make("shop.FSameCodec");
  }

  private static String again(Codec<Object, Object> codec, String json) {
    JsonSink sink = new JsonSink();
    codec.write(codec.read(JsonValue.parse(json.getBytes(UTF_8), "body")), sink);
    return sink.toString();
  }

  private static void assertRefused(Codec<Object, Object> codec, String json, String message) {
    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> again(codec, json))
        .withMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "String | \"a\\n\"",
        "Boolean | true",
        "Byte | -128",
        "Short | 32767",
        "Integer | -2147483648",
        "Long | 9223372036854775807",
        "Float | 0.1",
        "Double | 1.0E-300",
        "Character | \"\u00e9\"",
        "byte[] | \"AAEC\"",
        "float[] | [0.5,-1.0]",
        "double[] | [0.1,2.0]",
        "List<Float> | [0.1,0.25]",
        "List<List<Byte>> | [[1],[]]",
        "Optional<String> | null",
        "Optional<List<Long>> | [1]",
        "List<Optional<Short>> | [1,null]",
        "Map<String, Boolean> | {\"a\":true,\"b c\":false}",
        "Map<String, Optional<Integer>> | {\"a\":1,\"b\":null}",
        "Thread.State | \"NEW\"",
        "List<Map<String, List<Character>>> | [{\"x\":[\"y\"]}]"
      })
  void values_writtenAsTheyWereRead(String type, String json) {
    assertThat(again(codec(type, ""), json)).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "Byte | 128 | field 'body': 128 (expected: a whole number from -128 to 127); send that instead",
        "Short | -32769 | field 'body': -32769 (expected: a whole number from -32768 to 32767); send that instead",
        "Integer | 2.5 | field 'body': 2.5 (expected: a whole number of 64 bits); send that instead",
        "Float | 1e39 | field 'body': 1e39 (expected: a number of 32 bits); send that instead",
        "Character | \"ab\" | field 'body': 2 characters (expected: 1..1); send a shorter text",
        "float[] | [1e39] | field 'body[0]': 1e39 (expected: a number of 32 bits); send that instead",
        "double[] | [true] | field 'body[0]': true (expected: a number of at most 1.8e308); send that instead",
        "byte[] | \"*\" | field 'body': \"*\" (expected: bytes in base64); encode them",
        "List<String> | [\"a\",null] | field 'body[1]': null (expected: a string); send that instead",
        "Map<String, String> | {\"a\":1} | field 'a': 1 (expected: a string); send that instead",
        "Thread.State | \"OLD\" | field 'body': \"OLD\" (expected: NEW, RUNNABLE, BLOCKED, WAITING, TIMED_WAITING, TERMINATED); send one of them",
        "Thread.State | 7 | field 'body': 7 (expected: a string); send that instead"
      })
  void values_ofTheWrongKind_areRefusedByPath(String type, String json, String message) {
    assertRefused(codec(type, ""), json, message);
  }

  @Test
  void records_nestedAndGeneric_areReadAndWritten() {
    Codec<Object, Object> codec =
        codec(
            "Ticket<Integer>",
            """
            record Pair<A, B>(A first, B second) {}
            record Tag(String name, boolean hot) {}
            record Ticket<T>(
                String text, T rank, Pair<Tag, List<T>> pair, Optional<Pair<T, String>> more,
                Map<String, Tag> tags, char json, float value) {}
            """);
    String json =
        "{\"text\":\"a\",\"rank\":1,\"pair\":{\"first\":{\"name\":\"n\",\"hot\":true},\"second\":[2]},"
            + "\"more\":{\"first\":3,\"second\":\"s\"},\"tags\":{\"x\":{\"name\":\"m\",\"hot\":false}},"
            + "\"json\":\"j\",\"value\":0.5}";

    assertThat(again(codec, json)).isEqualTo(json);
    assertRefused(
        codec,
        json.replace("[2]", "[2,\"b\"]"),
        "field 'pair.second[1]': \"b\" (expected: a whole number of 64 bits); send that instead");
    assertRefused(
        codec,
        json.replace("\"hot\":true", "\"cold\":true"),
        "field 'pair.first.hot': missing (expected: a value); send it");
  }

  @Test
  void fields_absentOrNull_areEmptyOptionalsAndLeftOut() {
    Codec<Object, Object> codec =
        codec(
            "Ticket",
            "record Ticket(Optional<String> a, Optional<Integer> b, Optional<Thread.State> c,"
                + " Optional<Long> d, Optional<byte[]> e) {}");

    assertThat(again(codec, "{}")).isEqualTo("{}");
    assertThat(again(codec, "{\"a\":null,\"b\":1,\"c\":\"NEW\",\"d\":2,\"e\":\"AA==\"}"))
        .isEqualTo("{\"b\":1,\"c\":\"NEW\",\"d\":2,\"e\":\"AA==\"}");
    assertRefused(
        codec,
        "[]",
        "field 'body': an array of 0 elements (expected: an object); send that instead");
  }

  @Test
  void fields_nullWhereAValueHasToBe_areMissing() {
    Codec<Object, Object> codec = codec("Ticket", "record Ticket(String text) {}");

    assertRefused(codec, "{\"text\":null}", "field 'text': missing (expected: a value); send it");
  }

  @Test
  void constructor_thatRefuses_makesTheInputInvalid() {
    Codec<Object, Object> codec =
        codec(
            "Ticket",
            """
            record Age(int years) {
              Age {
                if (years < 0) { throw new IllegalArgumentException("years: " + years); }
              }
            }
            record Ticket(Age age) {}
            """);

    assertThat(again(codec, "{\"age\":{\"years\":3}}")).isEqualTo("{\"age\":{\"years\":3}}");
    assertRefused(codec, "{\"age\":{\"years\":-1}}", "field 'age': years: -1");
  }

  @Test
  void record_withoutComponents_isAnEmptyObject() {
    Codec<Object, Object> codec = codec("Nothing", "record Nothing() {}");

    assertThat(again(codec, "{\"a\":1}")).isEqualTo("{}");
    assertRefused(codec, "1", "field 'body': 1 (expected: an object); send that instead");
  }

  @Test
  void unknownFields_ignored_arePassedOver() {
    assertThat(again(codec("Ticket", "record Ticket(int a) {}"), "{\"b\":{},\"a\":1}"))
        .isEqualTo("{\"a\":1}");
  }

  @Test
  void unknownFields_rejected_areNamedAtAnyDepth() {
    Codec<Object, Object> codec =
        codec(
            "@InferenceFunction(value = \"f\", models = FakeModels.class, unknownFields ="
                + " UnknownFields.REJECT)",
            "Ticket",
            "record Tag(String name) {} record Nothing() {} record Ticket(int a, List<Tag> tags,"
                + " Nothing none) {}");
    String good = "{\"a\":1,\"tags\":[{\"name\":\"x\"}],\"none\":{}}";

    assertThat(again(codec, good)).isEqualTo(good);
    assertRefused(
        codec,
        good.replace("\"a\"", "\"b\""),
        "field 'b': not known (expected: a, none, tags); leave it out");
    assertRefused(
        codec,
        good.replace("\"name\"", "\"nme\""),
        "field 'tags[0].nme': not known (expected: name); leave it out");
    assertRefused(
        codec,
        good.replace("{}", "{\"x\":1}"),
        "field 'none.x': not known (expected: ); leave it out");
  }

  @Test
  void bytes_asItemAndResult_areTakenAndGivenAsTheyAre() {
    Codec<Object, Object> codec = codec("byte[]", "");

    assertThat(codec.mediaTypes()).containsExactly("application/octet-stream", "image/*");
    assertThat(codec.read(new Payload("body", "image/png", new byte[] {1, 2})))
        .isEqualTo(new byte[] {1, 2});
    assertThat(codec.resultType()).isEqualTo("application/octet-stream");
    assertThat(codec.bytes(new byte[] {3})).isEqualTo(new byte[] {3});
  }

  @Test
  void text_asItem_isTakenAsPlainText() {
    Codec<Object, Object> codec = codec("String", "");

    assertThat(codec.mediaTypes()).containsExactly("text/plain");
    assertThat(codec.read(new Payload("body", "text/plain", "\u00e9".getBytes(UTF_8))))
        .isEqualTo("\u00e9");
    assertThat(codec.resultType()).isEqualTo(Payload.JSON);
  }

  @Test
  void text_thatIsNoUtf8_isRefused() {
    Codec<Object, Object> codec = codec("String", "");

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> codec.read(new Payload("body", "text/plain", new byte[] {(byte) 0xC3})))
        .withMessage("body: not UTF-8 (expected: text in UTF-8); encode it that way");
  }

  @Test
  void item_ofAnotherType_takesJsonOnly() {
    assertThat(codec("Integer", "").mediaTypes()).isEmpty();
  }

  @Test
  void recordsOfOneName_haveMethodsOfTheirOwn() {
    Codec<Object, Object> codec =
        codec(
            "Both",
            """
            static class A { record Tag(int a) {} }
            static class B { record Tag(String b) {} }
            record Both(A.Tag first, B.Tag second) {}
            """);
    String json = "{\"first\":{\"a\":1},\"second\":{\"b\":\"x\"}}";

    assertThat(again(codec, json)).isEqualTo(json);
  }

  @Test
  void typesNamedLikeHearths_areToldApart() {
    Compiled compiled =
        Compilation.with()
            .of(
                Source.of(
                    """
                    package odd;
                    import dev.hearth.annotation.*;
                    import dev.hearth.processor.FakeModels;
                    @InferenceFunction(value = "f", models = FakeModels.class)
                    class F {
                      @Infer(model = "m")
                      Codec f(dev.hearth.Model model, JsonValue item) {
                        return new Codec(new List(item.x()), "");
                      }
                    }
                    """),
                Source.of("package odd; record JsonValue(int x) {}"),
                Source.of("package odd; record Codec(List list, java.lang.String s) {}"),
                Source.of("package odd; record List(int x) {}"),
                Source.of("package odd; class String {}"),
                Source.of("package odd; class Override {}"),
                Source.of("package odd; class Environment {}"),
                Source.of("package odd; class Integer {}"))
            .run();

    compiled.assertClean();
  }

  @Test
  void methodsOfTheSameTypes_shareACodec() {
    Compiled compiled =
        Compilation.with()
            .of(
                Source.shop(
                    """
                    @InferenceFunction(value = "f", models = FakeModels.class)
                    class F {
                      @Infer(model = "m", route = "/a")
                      String a(Model model, int item) { return ""; }
                      @Infer(model = "m", route = "/b")
                      List<String> b(Model model, List<Integer> items) { return List.of(); }
                      @Infer(model = "m", route = "/c")
                      int a(Model model, String item) { return 1; }
                    }
                    """))
            .run()
            .assertClean();

    assertThat(compiled.writtenNames())
        .containsExactly("shop/FA2Codec.java", "shop/FACodec.java", "shop/FInference.java");
  }
}
