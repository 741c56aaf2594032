package dev.hearth.cache;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private final JavaClasses main =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.hearth.cache");

  @Test
  void mainCode_everywhere_dependsOnCoreAndOneLibraryOnly() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                    "java..",
                    "dev.hearth",
                    "dev.hearth.bundle",
                    "dev.hearth.spi",
                    "dev.hearth.platform",
                    "dev.hearth.variant",
                    "dev.hearth.cache",
                    "org.slf4j",
                    "org.jspecify.annotations")
                .or(onnxRuntime())
                .or(DescribedPredicate.describe("arrays", JavaClass::isArray)))
        .check(main);
  }

  @Test
  void mainCode_butTheBuilder_knowsNoEngine() {
    noClasses()
        .that()
        .doNotHaveSimpleName("LayeredModelCacheBuilder")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.hearth.onnx..")
        .check(main);
  }

  @Test
  void mainCode_everywhere_readsTimeThroughATicker() {
    noClasses()
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .orShould()
        .callMethod(Thread.class, "sleep", long.class)
        .check(main);
  }

  @Test
  void mainCode_butPause_doesNotPark() {
    noClasses()
        .that()
        .areNotAssignableTo(Pause.class)
        .should()
        .dependOnClassesThat(assignableTo(LockSupport.class))
        .check(main);
  }

  private static DescribedPredicate<JavaClass> onnxRuntime() {
    return resideInAnyPackage("dev.hearth.onnx");
  }
}
