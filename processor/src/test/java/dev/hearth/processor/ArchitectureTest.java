package dev.hearth.processor;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may depend on what. */
class ArchitectureTest {

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.hearth.processor");

  @Test
  void dependencies_areTheJdkOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.annotation.processing..",
            "javax.lang.model..",
            "javax.tools..",
            "dev.hearth.processor..",
            "org.jspecify..")
        .check(MAIN);
  }

  @Test
  void types_arePublicOnlyIfTheCompilerMakesThem() {
    assertThat(MAIN.stream().filter(ArchitectureTest::isPublicTopLevel))
        .extracting(JavaClass::getSimpleName)
        .containsExactly("InferenceFunctionProcessor");
  }

  private static boolean isPublicTopLevel(JavaClass type) {
    return type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC);
  }
}
