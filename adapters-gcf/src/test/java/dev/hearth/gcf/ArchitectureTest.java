package dev.hearth.gcf;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final int MOST_PUBLIC_TYPES = 6;
  private static final int MOST_LINES = 600;

  private final JavaClasses main =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.hearth.gcf");

  @Test
  void mainCode_everywhere_knowsCoreAndThePlatformOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.hearth",
            "dev.hearth.event",
            "dev.hearth.function",
            "dev.hearth.http",
            "dev.hearth.json",
            "dev.hearth.spi",
            "dev.hearth.gcf",
            "com.google.cloud.functions",
            "io.cloudevents",
            "org.slf4j",
            "org.jspecify.annotations",
            "java..")
        .check(main);
  }

  @Test
  void mainCode_everywhere_hasNoThreadsAndNoLocks() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "java.util.concurrent", "java.util.concurrent.locks..", "java.lang.ref..")
        .orShould()
        .dependOnClassesThat()
        .areAssignableTo(Thread.class)
        .check(main);
  }

  @Test
  void types_public_areFew() {
    assertThat(
            main.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getSimpleName))
        .containsExactlyInAnyOrder("HttpInferenceFunction", "EventInferenceFunction")
        .hasSizeLessThanOrEqualTo(MOST_PUBLIC_TYPES);
  }

  @Test
  void lines_ofMainCode_areFew() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      int lines = 0;
      for (Path source : sources) {
        lines += Files.readAllLines(source).size();
      }
      assertThat(sources).isNotEmpty();
      assertThat(lines).isLessThanOrEqualTo(MOST_LINES);
    }
  }
}
