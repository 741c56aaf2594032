package dev.hearth.processor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said about items and results that JSON has no form for, and about codecs. */
class TypeErrorsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Object | class java.lang.Object",
        "Date | class java.util.Date",
        "ArrayList<String> | class java.util.ArrayList<java.lang.String>",
        "CharSequence | interface java.lang.CharSequence",
        "java.math.BigDecimal | class java.math.BigDecimal",
        "int[] | array int[]",
        "String[] | array java.lang.String[]",
        "Map<Integer, String> | map with keys of java.lang.Integer",
        "Optional | java.util.Optional without type arguments",
        "Map | java.util.Map without type arguments"
      })
  void item_withoutForm_isUnsupportedType(String type, String found) {
    ErrorCase.ofMembers(
            "@Infer(model = \"m\")\nString f(Model model, " + type + " item) { return \"\"; } // 1")
        .says(unsupported("item", found));
  }

  @Test
  void items_withoutForm_areUnsupportedType() {
    ErrorCase.ofMembers(
            "@Infer(model = \"m\")\n"
                + "List<Date> f(Model model, List<? extends Date> items) { return null; } // 1")
        .saysAt(
            1,
            unsupported("item", "wildcard ? extends java.util.Date"),
            unsupported("result", "class java.util.Date"));
  }

  @Test
  void items_inARawList_areUnsupportedType() {
    ErrorCase.ofMembers(
            "@Infer(model = \"m\")\nList<String> f(Model model, List items) { return null; } // 1")
        .says(unsupported("item", "java.util.List without type arguments"));
  }

  @Test
  void field_deepInside_isNamedByItsPath() {
    ErrorCase.ofMembers(
            """
            record Tag(Date x) {}
            record Ticket(List<Map<String, Optional<Tag>>> tags) {}
            @Infer(model = "m")
            String f(Model model, Ticket item) { return ""; } // 1
            """)
        .says(unsupported("Ticket.tags[]{}.x", "class java.util.Date"));
  }

  @Test
  void fields_several_areAllNamed() {
    ErrorCase.ofMembers(
            """
            record Ticket(Date a, String b, Thread c) {}
            @Infer(model = "m")
            String f(Model model, Ticket item) { return ""; } // 1
            """)
        .saysAt(
            1,
            unsupported("Ticket.a", "class java.util.Date"),
            unsupported("Ticket.c", "class java.lang.Thread"));
  }

  @Test
  void record_thatContainsItself_isUnsupportedType() {
    ErrorCase.ofMembers(
            """
            record Tree(List<Branch> branches) {}
            record Branch(Optional<Tree> tree) {}
            @Infer(model = "m")
            String f(Model model, Tree item) { return ""; } // 1
            """)
        .says(unsupported("Tree.branches[].tree", "shop.F.Tree, which contains itself,"));
  }

  @Test
  void record_thatIsPrivate_isUnsupportedType() {
    ErrorCase.ofMembers(
            """
            private record Ticket(String text) {}
            @Infer(model = "m")
            String f(Model model, Ticket item) { return ""; } // 1
            """)
        .says(unsupported("Ticket", "shop.F.Ticket, which is not accessible in shop,"));
  }

  @Test
  void record_withAnUnboundArgument_isUnsupportedType() {
    ErrorCase.ofMembers(
            """
            record Box<T>(T content) {}
            @Infer(model = "m")
            String f(Model model, Box<? super String> item) { return ""; } // 1
            """)
        .says(unsupported("Box<>", "wildcard ? super java.lang.String"));
  }

  @Test
  void record_withoutItsArguments_isUnsupportedType() {
    ErrorCase.ofMembers(
            """
            record Box<T>(T content) {}
            @Infer(model = "m")
            String f(Model model, Box item) { return ""; } // 1
            """)
        .says(unsupported("Box", "shop.F.Box without type arguments"));
  }

  @Test
  void optional_ofOptional_isUnsupportedType() {
    ErrorCase.ofMembers(
            """
            @Infer(model = "m")
            Optional<Optional<String>> f(Model model, String item) { return null; } // 1
            """)
        .says(
            unsupported(
                "result",
                "java.util.Optional<java.util.Optional<java.lang.String>>, of which JSON has one"
                    + " null for two,"));
  }

  @Test
  void type_ofKotlin_isUnsupportedType() {
    ErrorCase.ofMembers(
            """
            @Infer(model = "m")
            kotlin.Pair<String, Integer> f(Model model, String item) { return null; } // 1
            """)
        .says(unsupported("result", "class kotlin.Pair<java.lang.String,java.lang.Integer>"));
  }

  private static String unsupported(String path, String found) {
    return "[UnsupportedType] "
        + path
        + ": "
        + found
        + " has no form in JSON (expected: a record, an enum, String, a primitive or its box,"
        + " byte[], float[], double[], List, Optional, or Map from String); use one of those, or name"
        + " a codec:"
        + " @Infer(codec = ...)";
  }

  @Test
  void codec_ofOtherTypes_isBadCodec() {
    codec(
        "class C implements Codec<String, Integer> { "
            + BODY.replace("O result", "Integer result")
            + " }",
        "not a codec of the method's types",
        "Codec<java.lang.String, java.lang.String>",
        "change its type arguments");
  }

  @Test
  void codec_abstract_isBadCodec() {
    codec(
        "abstract class C implements Codec<String, String> {}",
        "abstract",
        "a class that its package can make with 'new'",
        "give it a constructor without parameters");
  }

  @Test
  void codec_withParameters_isBadCodec() {
    codec(
        "class C implements Codec<String, String> { C(int a) {} "
            + BODY.replace("O result", "String result")
            + " }",
        "without an accessible constructor that has no parameters",
        "a class that its package can make with 'new'",
        "give it a constructor without parameters");
  }

  @Test
  void codec_generic_isBadCodec() {
    codec(
        "class C<T> implements Codec<String, String> { "
            + BODY.replace("O result", "String result")
            + " }",
        "type parameters T",
        "a class without type parameters",
        "name a subclass that gives arguments");
  }

  private static final String BODY =
      "public String read(dev.hearth.json.JsonValue json) { return json.text(); } public void"
          + " write(O result, dev.hearth.json.JsonSink json) {}";

  private static void codec(String codec, String found, String expected, String remedy) {
    ErrorCase.of(
            "@InferenceFunction(\"f\") class F {\n@Infer(model = \"m\", codec = C.class) // 1\n"
                + "String f(Model model, String item) { return item; } }\n"
                + codec)
        .says("[BadCodec] codec = shop.C: " + found + " (expected: " + expected + "); " + remedy);
  }
}
