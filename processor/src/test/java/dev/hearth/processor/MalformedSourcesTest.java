package dev.hearth.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources that do not compile, or not yet: the compiler speaks, the processor keeps quiet. */
class MalformedSourcesTest {

  private static final String METHOD =
      "@Infer(model = \"m\") String f(Model model, String item) { return item; }";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class F { @Infer(model = \"m\") Missing f(Model model, String item) { return null; } }",
        "class F { @Infer(model = \"m\") String f(Model model, Missing item) { return null; } }",
        "class F { @Infer(model = \"m\") List<Missing> f(Model m, List<Missing> i) { return i; } }",
        "class F { @Infer(model = \"m\") String f(Missing model, String item) { return null; } }",
        "class F { @Infer(model = \"m\") String f(Model m, Map<Missing, String> i) { return \"\"; } }",
        "class F { record R(Missing x) {} @Infer(model = \"m\") R f(Model m, R i) { return i; } }",
        "class F { F(Missing m) {} " + METHOD + " }",
        "class F { F(@Setting(\"A\") Missing m) {} " + METHOD + " }",
        "class F extends Missing { " + METHOD + " }",
        "class F implements Missing { " + METHOD + " }",
        "class F { @Expects(\"m\") static final Missing S = null; " + METHOD + " }",
        "class F { @Infer(model = \"m\", codec = Missing.class) String f(Model m, String i) {"
            + " return i; } }",
        "class F { @Infer(model = Missing.NAME) String f(Model m, String i) { return i; } }",
        "class F { @Infer(model = \"m\", batch = @Batch(max = Missing.MAX)) String f(Model m,"
            + " String i) { return i; } }",
        "class F { @Infer(model = \"m\") String f(Model m, String i) throws Missing { return i; } }",
        "class F { @Infer(model = \"m\", codec = Missing.class) List<Missing> f(Model m,"
            + " List<Missing> i) { return i; } }",
        "class F { @Missing " + METHOD + " }"
      })
  void typesThatAreMissing_areReportedByTheCompiler(String text) {
    Compiled compiled =
        Compilation.withAll().of(Source.shop("@InferenceFunction(\"f\")\n" + text)).run();

    assertThat(compiled.good()).isFalse();
    assertThat(compiled.messages())
        .anySatisfy(message -> assertThat(message).contains("Missing"))
        .noneSatisfy(message -> assertThat(message).contains("[Internal]"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@InferenceFunction class F { " + METHOD + " }",
        "@InferenceFunction(5) class F { " + METHOD + " }",
        "@InferenceFunction(value = \"f\", on = Trigger.NEVER) class F { " + METHOD + " }",
        "@InferenceFunction(value = \"f\", models = String.class) class F { " + METHOD + " }",
        "@InferenceFunction(value = \"f\", models = int.class) class F { " + METHOD + " }",
        "@InferenceFunction(value = \"f\", models = null) class F { " + METHOD + " }",
        "@InferenceFunction(\"f\") @InferenceFunction(\"g\") class F { " + METHOD + " }",
        "@InferenceFunction(\"f\") class F { @Infer(model = \"m\", batch = 3) String f(Model m,"
            + " String i) { return i; } }",
        "@InferenceFunction(\"f\") class F { @Infer(model = {\"a\", \"b\"}) String f(Model m,"
            + " String i) { return i; } }",
        "@InferenceFunction(\"f\") class F { @Infer(\"m\") f(Model m, String i) { return i; } }",
        "@InferenceFunction(\"f\") class F { " + METHOD,
        "@InferenceFunction(\"f\") class F extends F { " + METHOD + " }",
        "@InferenceFunction(\"f\") void f() {}",
        "class F { void f() { @InferenceFunction(\"f\") class G { " + METHOD + " } } }"
      })
  void sourcesThatMakeNoSense_neverMakeTheProcessorFail(String text) {
    assertThat(Compilation.withAll().of(Source.shop(text)).run().messages())
        .noneSatisfy(message -> assertThat(message).contains("[Internal]"))
        .noneSatisfy(message -> assertThat(message).contains("Exception"));
  }

  @Test
  void types_writtenByAnotherProcessor_areWaitedFor() {
    Compiled compiled =
        Compilation.with()
            .processor(new Late())
            .of(
                Source.shop(
                    "@InferenceFunction(value = \"f\", models = FakeModels.class) class F { @Infer("
                        + "model = \"m\") List<Later> f(Model model, List<Later> items) { return"
                        + " items; } @FunctionalInterface interface Mark { void run(); } }"))
            .options("-Xlint:-processing")
            .run()
            .assertClean();

    assertThat(compiled.text("shop/FFCodec.java")).contains("implements Codec<Later, Later>");
  }

  /** Writes a record that the sources name. */
  @SupportedAnnotationTypes("java.lang.FunctionalInterface")
  private static final class Late extends AbstractProcessor {

    private boolean done;

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latestSupported();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      if (!done) {
        done = true;
        try (Writer out = processingEnv.getFiler().createSourceFile("shop.Later").openWriter()) {
          out.write("package shop; public record Later(String text) {}");
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return false;
    }
  }

  @Test
  void annotations_ofOthers_areLeftToThem() {
    Compiled compiled =
        Compilation.with(StandIns.AZURE)
            .of(
                Source.of(
                    "package shop; @javax.annotation.processing.Generated(\"x\") class Other {}"))
            .run();

    assertThat(compiled.messages())
        .contains(
            "-1: No processor claimed any of these annotations:"
                + " java.compiler/javax.annotation.processing.Generated");
  }
}
