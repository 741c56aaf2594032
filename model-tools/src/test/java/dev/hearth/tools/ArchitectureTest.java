package dev.hearth.tools;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void mainCode_everywhere_isAThinCommandOverTheLibrary() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", "dev.hearth..", "picocli..", "org.jspecify.annotations")
                .or(DescribedPredicate.describe("arrays", JavaClass::isArray)))
        .andShould()
        .onlyDependOnClassesThat(
            DescribedPredicate.not(
                resideInAnyPackage("dev.hearth.testkit..", "dev.hearth.lambda..")))
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.hearth.tools"));
  }
}
