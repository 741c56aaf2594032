package dev.hearth.processor;

import org.junit.jupiter.api.Test;

/** What is said about a class that cannot be a function. */
class ClassErrorsTest {

  private static final String METHOD =
      "@Infer(model = \"m\") String f(Model model, String item) { return item; }";

  @Test
  void name_blank_isNoName() {
    ErrorCase.of("@InferenceFunction(\" \") // 1\nclass F { " + METHOD + " }")
        .says(
            "[NoName] class F: no name (expected: @InferenceFunction(\"a-name\")); name the"
                + " function");
  }

  @Test
  void name_withCapitals_isBadName() {
    ErrorCase.of("@InferenceFunction(\"TicketRouter\") // 1\nclass F { " + METHOD + " }")
        .says(badName("TicketRouter"));
  }

  @Test
  void name_endingInHyphen_isBadName() {
    ErrorCase.of("@InferenceFunction(\"a-\") // 1\nclass F { " + METHOD + " }").says(badName("a-"));
  }

  @Test
  void name_ofFiftyOneCharacters_isBadName() {
    String name = "a".repeat(51);
    ErrorCase.of("@InferenceFunction(\"" + name + "\") // 1\nclass F { " + METHOD + " }")
        .says(badName(name));
  }

  private static String badName(String name) {
    return "[BadName] name of the function: '"
        + name
        + "' (expected: lower-case letters, digits and hyphens, a letter first and no hyphen last,"
        + " at most 50 characters); rename it";
  }

  @Test
  void triggers_none_isNoTrigger() {
    ErrorCase.of("@InferenceFunction(value = \"f\", on = {}) // 1\nclass F { " + METHOD + " }")
        .says(
            "[NoTrigger] class F: on = {} (expected: at least one trigger); leave 'on' out for"
                + " HTTP");
  }

  @Test
  void annotated_interface_isNotAClass() {
    ErrorCase.of("@InferenceFunction(\"f\") // 1\ninterface F {}").says(notAClass("an interface"));
  }

  @Test
  void annotated_record_isNotAClass() {
    ErrorCase.of("@InferenceFunction(\"f\") // 1\nrecord F(int a) {}").says(notAClass("a record"));
  }

  @Test
  void annotated_enum_isNotAClass() {
    ErrorCase.of("@InferenceFunction(\"f\") // 1\nenum F { A }").says(notAClass("an enum"));
  }

  @Test
  void annotated_annotation_isNotAClass() {
    ErrorCase.of("@InferenceFunction(\"f\") // 1\n@interface F {}")
        .says(notAClass("an annotation"));
  }

  private static String notAClass(String kind) {
    return "[NotAClass] class F: " + kind + " (expected: a class); annotate a class";
  }

  @Test
  void annotated_abstractClass_isRefused() {
    ErrorCase.of("@InferenceFunction(\"f\") // 1\nabstract class F { " + METHOD + " }")
        .says(
            "[AbstractClass] class F: abstract (expected: a class that can be made); annotate a"
                + " subclass");
  }

  @Test
  void annotated_genericClass_isRefused() {
    ErrorCase.of("@InferenceFunction(\"f\") // 1\nclass F<A, B> { " + METHOD + " }")
        .says(
            "[GenericClass] class F: type parameters A,B (expected: a class without type"
                + " parameters); remove them, or annotate a subclass that gives arguments");
  }

  @Test
  void annotated_innerClass_isRefused() {
    ErrorCase.of("class Outer {\n@InferenceFunction(\"f\") // 1\nclass F { " + METHOD + " } }")
        .says(
            "[InnerClass] class F: an inner class (expected: top level or static); make it"
                + " static");
  }

  @Test
  void annotated_privateClass_isRefused() {
    ErrorCase.of(
            "class Outer {\n@InferenceFunction(\"f\") // 1\nprivate static class F { "
                + METHOD
                + " } }")
        .says(
            "[PrivateClass] class F: private (expected: a class that its package can use); remove"
                + " 'private' from it and from the classes around it");
  }

  @Test
  void annotated_classInPrivateClass_isRefused() {
    ErrorCase.of(
            "class Outer { private static class Middle {\n"
                + "@InferenceFunction(\"f\") // 1\nstatic class F { "
                + METHOD
                + " } } }")
        .says(
            "[PrivateClass] class F: private (expected: a class that its package can use); remove"
                + " 'private' from it and from the classes around it");
  }

  @Test
  void methods_withoutInfer_isNoInferMethod() {
    ErrorCase.of(
            "@InferenceFunction(\"f\")\nclass F { // 1\nString f(Model m, String i) { return i; } }")
        .says(
            "[NoInferMethod] class F: no method with @Infer (expected: at least one); annotate the"
                + " method that answers items");
  }

  @Test
  void models_withoutCacheOnTheClassPath_isNoModelSource() {
    ErrorCase.with(
            new StandIns[] {StandIns.LAMBDA},
            "@InferenceFunction(\"f\") // 1\nclass F { " + METHOD + " }")
        .says(
            "[NoModelSource] class F: no source of models (expected: hearth-cache on the class"
                + " path, or 'models' in @InferenceFunction); add the dependency"
                + " dev.hearth:hearth-cache");
  }

  @Test
  void modelProvider_abstract_isRefused() {
    provider("abstract class P implements ModelProvider {}", "abstract");
  }

  @Test
  void modelProvider_inner_isRefused() {
    ErrorCase.of(
            "@InferenceFunction(value = \"f\", models = F.P.class) // 1\nclass F { "
                + METHOD
                + " class P implements ModelProvider { public ModelSource models(Environment e)"
                + " { return null; } } }")
        .says(badProvider("shop.F.P", "an inner class"));
  }

  @Test
  void modelProvider_withParameters_isRefused() {
    provider(
        "class P implements ModelProvider { P(int a) {} public ModelSource models(Environment e)"
            + " { return null; } }",
        "without an accessible constructor that has no parameters");
  }

  private static void provider(String provider, String found) {
    ErrorCase.of(
            "@InferenceFunction(value = \"f\", models = P.class) // 1\nclass F { "
                + METHOD
                + " }\n"
                + provider)
        .says(badProvider("shop.P", found));
  }

  private static String badProvider(String name, String found) {
    return "[BadModelProvider] models = "
        + name
        + ": "
        + found
        + " (expected: a class that its package can make with 'new'); give it a constructor without"
        + " parameters";
  }

  @Test
  void writtenName_thatIsThereByHand_isNameTaken() {
    ErrorCase.of("@InferenceFunction(\"f\")\nclass F { // 1\n" + METHOD + " }\nclass FInference {}")
        .says(
            "[NameTaken] class to be written: shop.FInference is there already (expected: a name"
                + " that is free); rename that class or F");
  }

  @Test
  void nameOfCodec_thatIsThereByHand_isNameTaken() {
    ErrorCase.of("@InferenceFunction(\"f\")\nclass F { // 1\n" + METHOD + " }\nclass FFCodec {}")
        .says(
            "[NameTaken] class to be written: shop.FFCodec is there already (expected: a name that"
                + " is free); rename that class or F");
  }

  @Test
  void severalMistakes_areSaidAtOnce() {
    ErrorCase.of(
            """
            @InferenceFunction("") // 1
            class F {
              F(int size) {} // 2
              @Infer(model = "m", route = "x") // 3
              String f(Model model, String item) { return item; }
            }
            """)
        .says(
            "[NoName] class F: no name (expected: @InferenceFunction(\"a-name\")); name the"
                + " function",
            "[BadParameter] parameter size of the constructor: int (expected: LazyModel with"
                + " @ModelName, a value with @Setting, ModelSource or Environment); make what else"
                + " it needs in the constructor",
            "[BadRoute] route of method f: 'x' (expected: '/', or '/name' once or more, of letters,"
                + " digits and .-~_, no name beginning with '_'); correct it");
  }
}
