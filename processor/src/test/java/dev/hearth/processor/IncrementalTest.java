package dev.hearth.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Compiles parts of a program again, as build tools do. */
class IncrementalTest {

  private static final String HEAD =
      "@InferenceFunction(value = \"f\", models = FakeModels.class) ";

  private final Path classes = Folders.create("classes");
  private final Path written = Folders.create("sources");

  private static Source function(String name, String result) {
    return Source.shop(
        HEAD
            + "class "
            + name
            + " { record Item(String text) {} @Infer(model = \"m\") "
            + result
            + " f(Model model, Item item) { return null; } }");
  }

  @Test
  void change_ofOneFunction_touchesItsFilesOnly() throws IOException {
    Compilation.with(StandIns.LAMBDA)
        .of(function("One", "Item"), function("Two", "Item"))
        .run(classes, written)
        .assertClean();
    Map<String, String> before = aged();

    Compilation.with(StandIns.LAMBDA)
        .before(classes)
        .options("-Xlint:-processing")
        .of(function("One", "String"))
        .run(classes, written)
        .assertClean();

    assertThat(changed(before))
        .containsExactlyInAnyOrder(
            "shop/OneFCodec.java", "shop/OneInference.java", "shop/OneLambda.java");
    assertThat(Files.readString(written.resolve("shop/OneFCodec.java")))
        .isNotEqualTo(before.get("shop/OneFCodec.java"));
  }

  /** Sets the files' time to one that no compiler gives, and returns their texts. */
  private Map<String, String> aged() throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : names()) {
      texts.put(name, Files.readString(written.resolve(name)));
      Files.setLastModifiedTime(written.resolve(name), FileTime.fromMillis(0));
    }
    return texts;
  }

  private List<String> changed(Map<String, String> before) throws IOException {
    List<String> changed = new ArrayList<>();
    for (String name : before.keySet()) {
      if (Files.getLastModifiedTime(written.resolve(name)).toMillis() != 0) {
        changed.add(name);
      }
    }
    return changed;
  }

  private List<String> names() {
    return new Compiled(true, List.of(), classes, written, List.of()).writtenNames();
  }

  @Test
  void sameSource_givesTheSameTexts() {
    Compiled first = Compilation.withAll().of(function("One", "Item")).run().assertClean();
    Compiled second = Compilation.withAll().of(function("One", "Item")).run().assertClean();

    for (String name : first.writtenNames()) {
      assertThat(second.text(name)).isEqualTo(first.text(name));
    }
  }

  @Test
  void records_ofANeighbourThatIsCompiled_areRead() {
    Compilation.with()
        .of(
            Source.of("package near; public record Box<T>(T content, Kind kind) {}"),
            Source.of("package near; public enum Kind { SMALL, LARGE }"))
        .run(classes, written)
        .assertClean();

    Compiled compiled =
        Compilation.with()
            .before(classes)
            .of(
                Source.shop(
                    HEAD
                        + "class F { @Infer(model = \"m\") near.Box<String> f(Model model,"
                        + " near.Box<List<Integer>> item) { return null; } }"))
            .run()
            .assertClean();

    assertThat(compiled.text("shop/FFCodec.java"))
        .contains("implements Codec<Box<List<Integer>>, Box<String>>")
        .contains("SMALL, LARGE");
  }

  @Test
  void classes_ofKotlin_serveInsideAFunction() {
    Compilation.with()
        .of(
            Source.shop(
                HEAD
                    + "class F { private final kotlin.text.Regex word = new"
                    + " kotlin.text.Regex(\"a+\"); @Infer(model = \"m\") boolean f(Model model,"
                    + " String item) { return word.matches(item); }\n kotlin.Pair<String, Integer>"
                    + " other() { return new kotlin.Pair<>(\"\", 1); } }"))
        .run()
        .assertClean();
  }

  @Test
  void files_haveTheClassAsTheirOnlyOrigin() throws IOException {
    String descriptor =
        Files.readString(StandIns.resource("/META-INF/gradle/incremental.annotation.processors"));

    assertThat(descriptor.strip())
        .isEqualTo(InferenceFunctionProcessor.class.getName() + ",isolating");
  }

  @Test
  void processor_isFoundByItsServiceFile() throws IOException {
    String services =
        Files.readString(
            StandIns.resource("/META-INF/services/javax.annotation.processing.Processor"));

    assertThat(services.strip()).isEqualTo(InferenceFunctionProcessor.class.getName());
  }
}
