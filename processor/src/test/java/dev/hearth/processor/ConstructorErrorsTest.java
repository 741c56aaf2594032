package dev.hearth.processor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said about a constructor that cannot be called. */
class ConstructorErrorsTest {

  @Test
  void constructors_private_isPrivateConstructor() {
    ErrorCase.of(
            """
            @InferenceFunction("f")
            class F { // 1
              private F() {}
              @Infer(model = "m") String f(Model model, String item) { return item; }
            }
            """)
        .says(
            "[PrivateConstructor] class F: private constructors only (expected: one constructor"
                + " that is not private); remove 'private' from the one to use");
  }

  @Test
  void constructors_two_isManyConstructors() {
    ErrorCase.besideAGoodMethod("F() {}\nF(Environment environment) {} // 1")
        .says(
            "[ManyConstructors] class F: 2 constructors (expected: one constructor that is not"
                + " private); make the others private");
  }

  @Test
  void parameter_thatNobodyCanGive_isBadParameter() {
    ErrorCase.besideAGoodMethod("F(\nThread thread // 1\n) {}")
        .says(badParameter("thread", "java.lang.Thread"));
  }

  @Test
  void parameter_namedButNoModel_isBadParameter() {
    ErrorCase.besideAGoodMethod("F(\n@ModelName(\"m\") String name // 1\n) {}")
        .says(badParameter("name", "java.lang.String with @ModelName"));
  }

  @Test
  void parameter_modelWithSetting_isBadParameter() {
    ErrorCase.besideAGoodMethod("F(\n@ModelName(\"m\") @Setting(\"A\") LazyModel m // 1\n) {}")
        .says(badParameter("m", "dev.hearth.LazyModel with @ModelName with @Setting"));
  }

  private static String badParameter(String name, String found) {
    return "[BadParameter] parameter "
        + name
        + " of the constructor: "
        + found
        + " (expected: LazyModel with @ModelName, a value with @Setting, ModelSource or"
        + " Environment); make what else it needs in the constructor";
  }

  @Test
  void model_withoutName_isUnnamedModel() {
    ErrorCase.besideAGoodMethod("F(\nLazyModel minilm // 1\n) {}")
        .says(
            "[UnnamedModel] parameter minilm: a model without a name (expected:"
                + " @ModelName(\"name\")); name the model");
  }

  @Test
  void model_withCapitals_isBadModelName() {
    ErrorCase.besideAGoodMethod("F(\n@ModelName(\"MiniLM\") LazyModel m // 1\n) {}")
        .says(badModelName("MiniLM", "rename it"));
  }

  @Test
  void model_withVersion_isBadModelNameThatTellsWhereVersionsStand() {
    ErrorCase.besideAGoodMethod("F(\n@ModelName(\"minilm@3\") LazyModel m // 1\n) {}")
        .says(
            badModelName("minilm@3", "set the version in the environment, as HEARTH_MODEL_<NAME>"));
  }

  private static String badModelName(String name, String remedy) {
    return "[BadModelName] name of a model: '"
        + name
        + "' (expected: lower-case letters, digits, '.', '_' and '-', beginning with a letter or"
        + " digit); "
        + remedy;
  }

  @ParameterizedTest
  @CsvSource({"''", "' '", "1A", "A-B", "A.B"})
  void setting_thatIsNoVariable_isBadSetting(String variable) {
    ErrorCase.besideAGoodMethod("F(\n@Setting(\"" + variable + "\") int top // 1\n) {}")
        .says(
            "[BadSetting] setting top: '"
                + variable
                + "' (expected: letters, digits and underscores, no digit first); name an"
                + " environment variable");
  }

  @ParameterizedTest
  @CsvSource({
    "float, float",
    "Integer, java.lang.Integer",
    "List<String>, java.util.List<java.lang.String>",
    "Bytes, dev.hearth.Bytes",
    "int[], int[]"
  })
  void setting_ofAnotherType_isSettingType(String type, String shown) {
    ErrorCase.besideAGoodMethod("F(\n@Setting(\"TOP\") " + type + " top // 1\n) {}")
        .says(
            "[SettingType] setting TOP: "
                + shown
                + " (expected: String, int, long, double, boolean, Duration, Path or URI); take one"
                + " of those, or an Environment");
  }

  @ParameterizedTest
  @CsvSource({
    "int, 2.5, a whole number",
    "int, 3000000000, a whole number",
    "int, '', a whole number",
    "long, many, a whole number",
    "double, NaN, a number",
    "double, 1e999, a number",
    "boolean, yes, true or false",
    "java.time.Duration, 0, 'a number of seconds, more than 0'",
    "java.time.Duration, PT1S, 'a number of seconds, more than 0'",
    "java.nio.file.Path, '', a path",
    "java.net.URI, 'a b', a URI"
  })
  void fallback_thatIsNoSuchValue_isFallbackValue(String type, String fallback, String expected) {
    ErrorCase.besideAGoodMethod(
            "F(\n@Setting(value = \"TOP\", fallback = \""
                + fallback
                + "\") // 1\n"
                + type
                + " top) {}")
        .says(
            "[FallbackValue] fallback of setting TOP: '"
                + fallback
                + "' (expected: "
                + expected
                + "); correct it, or leave it out to have the variable required");
  }

  @Test
  void constructor_withCheckedException_isRefused() {
    ErrorCase.besideAGoodMethod("F() throws java.io.IOException {} // 1")
        .says(
            "[CheckedException] the constructor: throws java.io.IOException (expected: no checked"
                + " exception); catch it and throw an InferenceException that tells what it"
                + " means");
  }
}
