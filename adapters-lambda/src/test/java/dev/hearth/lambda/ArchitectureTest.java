package dev.hearth.lambda;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final int MOST_PUBLIC_TYPES = 6;
  private static final long MOST_LINES = 1_200;

  private final JavaClasses main =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.hearth.lambda");

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
            "dev.hearth.lambda",
            "dev.hearth.spi",
            "com.amazonaws.services.lambda.runtime",
            "org.slf4j",
            "org.jspecify.annotations",
            "java..")
        .check(main);
  }

  @Test
  void mainCode_everywhere_hasNoStateOfItsOwnAndNoThreads() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.util.concurrent..", "java.lang.ref..")
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
        .hasSizeLessThanOrEqualTo(MOST_PUBLIC_TYPES)
        .containsExactly("LambdaInferenceHandler");
  }

  @Test
  void mainCode_altogether_isSmall() throws IOException {
    long lines = 0;
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        lines += Files.readAllLines(file).size();
      }
    }
    assertThat(lines).isBetween(1L, MOST_LINES);
  }
}
