package dev.hearth.lambda;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final int MOST_TYPES = 6;

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
            "dev.hearth.function",
            "dev.hearth.json",
            "dev.hearth.lambda",
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
    assertThat(main.stream().filter(JavaClass::isTopLevelClass))
        .hasSizeLessThanOrEqualTo(MOST_TYPES);
    assertThat(
            main.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getSimpleName))
        .containsExactlyInAnyOrder("LambdaInferenceHandler", "InitPolicy");
  }
}
