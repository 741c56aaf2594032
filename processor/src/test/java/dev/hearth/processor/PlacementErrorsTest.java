package dev.hearth.processor;

import org.junit.jupiter.api.Test;

/** What is said about annotations that stand in the wrong place, and about signatures. */
class PlacementErrorsTest {

  @Test
  void infer_outsideAFunction_isRefused() {
    ErrorCase.of(
            """
            class F {
              @Infer(model = "m")
              String f(Model model, String item) { return item; } // 1
            }
            """)
        .says(outside("@Infer on f", "a member of a class with @InferenceFunction"));
  }

  @Test
  void infer_inASuperclass_isRefused() {
    ErrorCase.of(
            """
            @InferenceFunction("f")
            class F extends Base { // 1
            }
            class Base {
              @Infer(model = "m")
              String f(Model model, String item) { return item; } // 2
            }
            """)
        .says(
            "[NoInferMethod] class F: no method with @Infer (expected: at least one); annotate the"
                + " method that answers items",
            outside("@Infer on f", "a member of a class with @InferenceFunction"));
  }

  @Test
  void expects_outsideAFunction_isRefused() {
    ErrorCase.of("class F {\n@Expects(\"m\") static Signature s = Signature.any(); // 1\n}")
        .says(outside("@Expects on s", "a member of a class with @InferenceFunction"));
  }

  @Test
  void setting_ofAnotherClass_isRefused() {
    ErrorCase.of("class F {\nF(@Setting(\"A\") int a) {} // 1\n}")
        .says(
            outside(
                "@Setting on a",
                "a parameter of a function's constructor or of a method with @Infer"));
  }

  @Test
  void modelName_ofAnotherMethod_isRefused() {
    ErrorCase.of(
            """
            @InferenceFunction("f")
            class F { // 1
              void other(@ModelName("m") Model model) {} // 2
            }
            """)
        .says(
            "[NoInferMethod] class F: no method with @Infer (expected: at least one); annotate the"
                + " method that answers items",
            outside(
                "@ModelName on model",
                "a parameter of a function's constructor or of a method with @Infer"));
  }

  private static String outside(String what, String expected) {
    return "[OutsideFunction] "
        + what
        + ": read by nobody here (expected: "
        + expected
        + "); remove it, or annotate the class or method around it";
  }

  @Test
  void expects_notStatic_isRefused() {
    ErrorCase.besideAGoodMethod("@Expects(\"m\") final Signature s = Signature.any(); // 1")
        .says("[ExpectsNotStatic] field s: not static (expected: static); make it a constant");
  }

  @Test
  void expects_anotherType_isRefused() {
    ErrorCase.besideAGoodMethod("@Expects(\"m\") static final String S = \"\"; // 1")
        .says(
            "[ExpectsNotSignature] field S: a java.lang.String (expected: a dev.hearth.Signature);"
                + " build one with Signature.builder()");
  }

  @Test
  void expects_private_isRefused() {
    ErrorCase.besideAGoodMethod(
            "@Expects(\"m\") private static final Signature S = Signature.any(); // 1")
        .says(
            "[PrivateField] field S: private (expected: a field that its package can read); remove"
                + " 'private'");
  }

  @Test
  void expects_ofAModelThatIsNotUsed_isUnknownModel() {
    ErrorCase.besideAGoodMethod(
            "F(@ModelName(\"other\") LazyModel other) {}\n"
                + "@Expects(\"minilm\") // 1\nstatic final Signature S = Signature.any();")
        .says(
            "[UnknownModel] @Expects: 'minilm' (expected: one of other, m); name a model that the"
                + " class uses");
  }

  @Test
  void expects_twiceOfAModel_isTwoExpects() {
    ErrorCase.besideAGoodMethod(
            "@Expects(\"m\") static final Signature S = Signature.any();\n"
                + "@Expects(\"m\") // 1\nstatic final Signature T = Signature.any();")
        .says(
            "[TwoExpects] @Expects: 'm' again (expected: one signature for each model); remove"
                + " one");
  }
}
