package dev.hearth.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Compiles functions that live in a module. */
class ModulePathTest {

  private static final Source MODULE =
      Source.of("module shop.functions { requires transitive dev.hearth; exports shop; }");

  private static final Source PROVIDER =
      Source.of(
          "package shop; public class Provider implements dev.hearth.function.ModelProvider { public"
              + " Provider() {} @Override public dev.hearth.ModelSource"
              + " models(dev.hearth.Environment environment) { throw new"
              + " UnsupportedOperationException(); } }");

  private static Source function() {
    return Source.of(
        """
        package shop;
        import dev.hearth.annotation.*;
        @InferenceFunction(value = "f", models = Provider.class)
        public final class F {
          public record Item(String text) {}
          public F() {}
          @Infer(model = "m") Item f(dev.hearth.Model model, Item item) { return item; }
        }
        """);
  }

  @Test
  void function_ofAModuleThatReadsHearthOnly_isWrittenWithoutMore() {
    Compiled compiled =
        Compilation.with(StandIns.LAMBDA)
            .modular()
            .of(MODULE, PROVIDER, function())
            .run()
            .assertClean();

    assertThat(compiled.writtenNames())
        .containsExactly("shop/FFCodec.java", "shop/FInference.java");
    assertThat(compiled.text("shop/FInference.java"))
        .contains(
            "// Written by dev.hearth.processor.InferenceFunctionProcessor; changes are lost.")
        .doesNotContain("@Generated");
  }

  @Test
  void function_ofAModuleThatReadsTheCompilersApi_isMarkedGenerated() {
    Source module =
        Source.of(
            "module shop.functions { requires transitive dev.hearth; requires java.compiler; exports shop; }");

    Compiled compiled =
        Compilation.with().modular().of(module, PROVIDER, function()).run().assertClean();

    assertThat(compiled.text("shop/FInference.java"))
        .contains("@Generated(\"dev.hearth.processor.InferenceFunctionProcessor\")");
  }
}
