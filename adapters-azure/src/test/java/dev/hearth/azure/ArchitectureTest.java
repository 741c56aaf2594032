package dev.hearth.azure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
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
  private static final int MOST_LINES_OF_CODE = 600;
  private static final int MOST_LINES_OF_A_FILE = 300;

  private final JavaClasses main =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.hearth.azure");

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
            "dev.hearth.azure",
            "com.microsoft.azure.functions",
            "com.sun.net.httpserver",
            "org.slf4j",
            "org.jspecify.annotations",
            "java..")
        .check(main);
  }

  @Test
  void types_public_areFew() {
    assertThat(
            main.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::getSimpleName))
        .containsExactlyInAnyOrder("AzureInference", "AzureCustomHandler")
        .hasSizeLessThanOrEqualTo(MOST_PUBLIC_TYPES);
  }

  @Test
  void mainCode_all_isSmall() throws IOException {
    long code = 0;
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).as(file.toString()).hasSizeLessThan(MOST_LINES_OF_A_FILE);
        code += lines.stream().map(String::strip).filter(ArchitectureTest::isCode).count();
      }
    }
    assertThat(code).isBetween(1L, (long) MOST_LINES_OF_CODE);
  }

  private static boolean isCode(String line) {
    return !line.isEmpty()
        && !line.startsWith("/*")
        && !line.startsWith("*")
        && !line.startsWith("//");
  }
}
