package dev.hearth.processor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said about a method that cannot answer items. */
class MethodErrorsTest {

  @Test
  void method_private_isPrivateMethod() {
    ErrorCase.ofMembers(
            """
            @Infer(model = "m")
            private String f(Model model, String item) { return item; } // 1
            """)
        .says("[PrivateMethod] method f: private (expected: not private); remove 'private'");
  }

  @Test
  void method_static_isStaticMethod() {
    ErrorCase.ofMembers(
            """
            @Infer(model = "m")
            static String f(Model model, String item) { return item; } // 1
            """)
        .says("[StaticMethod] method f: static (expected: not static); remove 'static'");
  }

  @Test
  void method_generic_isGenericMethod() {
    ErrorCase.ofMembers(
            """
            @Infer(model = "m")
            <T> String f(Model model, String item) { return item; } // 1
            """)
        .says(
            "[GenericMethod] method f: type parameters T (expected: types that are known when it is"
                + " compiled); remove them");
  }

  @Test
  void models_none_isNoModel() {
    ErrorCase.ofMembers(
            """
            @Infer(model = "m") // 1
            String f(String item) { return item; }
            """)
        .says(
            "[NoModel] method f: no parameter of type Model (expected: at least one); add the"
                + " parameter, and name its model in @Infer");
  }

  @Test
  void models_twoForOneName_isTwoModels() {
    ErrorCase.ofMembers(
            """
            @Infer(model = "m") // 1
            String f(Model one, Model two, String item) { return item; }
            """)
        .says(
            "[TwoModels] method f: model = \"m\" and 2 parameters of type Model (expected: one of"
                + " them, or @ModelName on each); take 'model' out of @Infer and name them at the"
                + " parameters");
  }

  @Test
  void model_withoutName_isUnnamedModel() {
    ErrorCase.ofMembers(
            """
            @Infer
            String f(
                Model model, // 1
                String item) { return item; }
            """)
        .says(unnamed("model"));
  }

  @Test
  void models_oneOfTwoNamed_isUnnamedModel() {
    ErrorCase.ofMembers(
            """
            @Infer
            String f(
                @ModelName("a") Model one,
                Model two, // 1
                String item) { return item; }
            """)
        .says(unnamed("two"));
  }

  private static String unnamed(String name) {
    return "[UnnamedModel] parameter "
        + name
        + ": a model without a name (expected: @ModelName(\"name\")); name the model";
  }

  @Test
  void model_namedAtMethodAndParameter_isModelNamedTwice() {
    ErrorCase.ofMembers(
            """
            @Infer(model = "a") // 1
            String f(@ModelName("b") Model one, String item) { return item; }
            """)
        .says(
            "[ModelNamedTwice] method f: model = \"a\" and @ModelName(\"b\") (expected: one name);"
                + " remove one of them");
  }

  @Test
  void models_ofTheSameName_isModelNamedTwice() {
    ErrorCase.ofMembers(
            """
            @Infer // 1
            String f(@ModelName("a") Model one, @ModelName("a") Model two, String item) {
              return item;
            }
            """)
        .says(
            "[ModelNamedTwice] method f: two parameters with @ModelName(\"a\") (expected: another"
                + " model for each); use one parameter for both");
  }

  @Test
  void model_misnamed_isBadModelName() {
    ErrorCase.ofMembers(
            """
            @Infer(model = "Mini LM") // 1
            String f(Model model, String item) { return item; }
            """)
        .says(
            "[BadModelName] name of a model: 'Mini LM' (expected: lower-case letters, digits, '.',"
                + " '_' and '-', beginning with a letter or digit); rename it");
  }

  @Test
  void items_none_isNoItem() {
    ErrorCase.ofMembers(
            """
            @Infer(model = "m")
            String f(Model model, Call call) { return ""; } // 1
            """)
        .says(
            "[NoItem] method f: no item (expected: an item or a List of items); add such a parameter");
  }

  @Test
  void items_two_isTwoItems() {
    ErrorCase.ofMembers(
            """
            @Infer(model = "m")
            String f(
                Model model,
                String text,
                int top) { return text; } // 1
            """)
        .says(
            "[TwoItems] method f: 2 items: text, top (expected: one item or one List of items); put"
                + " what belongs to an item into one record");
  }

  @ParameterizedTest
  @ValueSource(strings = {"LazyModel", "Models", "ModelSource", "Environment"})
  void parameter_thatBelongsToTheConstructor_isBadParameter(String type) {
    ErrorCase.ofMembers(
            "@Infer(model = \"m\") String f(Model model, String item,\n"
                + type
                + " more // 1\n) { return item; }")
        .saysFirst(badParameter("more", "dev.hearth." + type));
  }

  @Test
  void parameter_withSetting_isBadParameter() {
    ErrorCase.ofMembers(
            """
            @Infer(model = "m") String f(Model model,
                @Setting("A") String item // 1
                ) { return item; }
            """)
        .says(badParameter("item", "java.lang.String with @Setting"));
  }

  @Test
  void parameter_namedButNoModel_isBadParameter() {
    ErrorCase.ofMembers(
            """
            @Infer(model = "m") String f(Model model,
                @ModelName("a") String item // 1
                ) { return item; }
            """)
        .says(badParameter("item", "java.lang.String with @ModelName"));
  }

  @Test
  void calls_two_isBadParameter() {
    ErrorCase.ofMembers(
            """
            @Infer(model = "m") String f(Model model, String item, Call one,
                Call two // 1
                ) { return item; }
            """)
        .says(badParameter("two", "dev.hearth.function.Call again"));
  }

  private static String badParameter(String name, String found) {
    return "[BadParameter] parameter "
        + name
        + ": "
        + found
        + " (expected: Model, the item or a list of items, and at most one Call); take what does"
        + " not change with the call in the constructor";
  }

  @Test
  void result_void_isReturnType() {
    ErrorCase.ofMembers("@Infer(model = \"m\")\nvoid f(Model model, String item) {} // 1")
        .says("[ReturnType] method f: returns nothing (expected: a result); return it");
  }

  @Test
  void result_oneForAList_isReturnType() {
    ErrorCase.ofMembers(
            "@Infer(model = \"m\")\nString f(Model model, List<String> a) { return \"\"; } // 1")
        .says(returnType("java.lang.String"));
  }

  @Test
  void result_collectionForAList_isReturnType() {
    ErrorCase.ofMembers(
            "@Infer(model = \"m\")\n"
                + "Set<String> f(Model model, List<String> a) { return Set.of(); } // 1")
        .says(returnType("java.util.Set<java.lang.String>"));
  }

  private static String returnType(String found) {
    return "[ReturnType] method f: takes a List of items and returns "
        + found
        + " (expected: a List with a result for each item); return a List, or take one item";
  }

  @Test
  void method_withCheckedException_isRefused() {
    ErrorCase.ofMembers(
            """
            @Infer(model = "m")
            String f(Model model, String item) // 1
                throws IllegalStateException, java.io.IOException { return item; }
            """)
        .says(
            "[CheckedException] method f: throws java.io.IOException (expected: no checked"
                + " exception); catch it and throw an InferenceException that tells what it"
                + " means");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "rank", "/rank/", "//", "/a b", "/{id}", "/_ready", "/a?b"})
  void route_thatIsNoPath_isBadRoute(String route) {
    ErrorCase.ofMembers(
            "@Infer(model = \"m\", route = \""
                + route
                + "\") // 1\nString f(Model model, String item) { return item; }")
        .says(
            "[BadRoute] route of method f: '"
                + route
                + "' (expected: '/', or '/name' once or more, of letters, digits and .-~_, no name"
                + " beginning with '_'); correct it");
  }

  @Test
  void routes_twoAlike_isSameRoute() {
    ErrorCase.ofMembers(
            """
            @Infer(model = "m") String first(Model model, String item) { return item; }
            @Infer(model = "m") // 1
            String second(Model model, String item) { return item; }
            """)
        .says(
            "[SameRoute] route of method second: '/', like method first (expected: a route of its"
                + " own); give it one: @Infer(route = \"/second\")");
  }

  @Test
  void routes_laterEndingInEarlier_isHiddenRoute() {
    ErrorCase.ofMembers(
            """
            @Infer(model = "m", route = "/rank")
            String first(Model model, String item) { return item; }
            @Infer(model = "m", route = "/b/rank") // 1
            String second(Model model, String item) { return item; }
            """)
        .says(
            "[HiddenRoute] route of method second: '/b/rank', whose requests '/rank' would answer"
                + " (expected: a route that does not end in an earlier one); declare it first");
  }

  @Test
  void batch_ofNone_isBatchRange() {
    ErrorCase.ofMembers(
            """
            @Infer(model = "m", batch = @Batch(max = 0)) // 1
            String f(Model model, String item) { return item; }
            """)
        .says("[BatchRange] batch of method f: max = 0 (expected: 1 or more); raise it");
  }

  @Test
  void items_atMostMinusOne_isBatchRange() {
    ErrorCase.ofMembers(
            """
            @Infer(model = "m", batch = @Batch(maxItems = -1)) // 1
            String f(Model model, String item) { return item; }
            """)
        .says("[BatchRange] batch of method f: maxItems = -1 (expected: 1 or more); raise it");
  }
}
