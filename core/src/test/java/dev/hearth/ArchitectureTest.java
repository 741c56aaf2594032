package dev.hearth;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.flatMapping;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may depend on what, and who may read the clock. */
class ArchitectureTest {

  private static final String ROOT = "dev.hearth";
  private static final String ONNX = "dev.hearth.onnx";
  private static final String GSON = "com.google.gson..";
  private static final String ORT = "ai.onnxruntime..";

  /** Which package knows which; the root, its seams and their common workings know each other. */
  private static final Map<String, Set<String>> KNOWS =
      Map.ofEntries(
          Map.entry(
              "dev.hearth", Set.of("batch", "function", "internal", "json", "spi", "telemetry")),
          Map.entry("annotation", Set.of("batch", "function")),
          Map.entry("batch", Set.of("dev.hearth", "function", "platform")),
          Map.entry("event", Set.of("dev.hearth", "function", "json", "spi")),
          Map.entry("http", Set.of("dev.hearth", "function", "json")),
          Map.entry("bundle", Set.of("dev.hearth", "json", "platform")),
          Map.entry("function", Set.of("dev.hearth", "json")),
          Map.entry("internal", Set.of("dev.hearth", "spi")),
          Map.entry("json", Set.of("dev.hearth")),
          Map.entry("onnx", Set.of("dev.hearth", "bundle", "internal", "platform", "spi")),
          Map.entry("platform", Set.of("dev.hearth")),
          Map.entry("spi", Set.of("dev.hearth", "bundle", "function", "internal")),
          Map.entry("telemetry", Set.of("dev.hearth", "json")),
          Map.entry("variant", Set.of("dev.hearth", "bundle", "platform")));

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void dependencies_areTheJdkAndThreeLibraries() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(
                "java..", "dev.hearth..", "org.slf4j..", "org.jspecify..", GSON, ORT))
        .check(MAIN);
  }

  @Test
  void onnxRuntime_isKnownToOnePackage() {
    assertKnownOnlyTo(ONNX, ORT);
  }

  @Test
  void gson_isKnownToOnePackage() {
    assertKnownOnlyTo("dev.hearth.json", GSON);
  }

  @Test
  void packages_knowThoseOfTheTableOnly() {
    Map<String, Set<String>> known =
        MAIN.stream()
            .collect(
                groupingBy(
                    ArchitectureTest::packageOf,
                    flatMapping(ArchitectureTest::packagesKnownTo, toUnmodifiableSet())));

    assertThat(known.keySet()).isSubsetOf(KNOWS.keySet());
    assertThat(known)
        .allSatisfy(
            (name, others) ->
                assertThat(others).as(name).isSubsetOf(KNOWS.getOrDefault(name, Set.of())));
  }

  @Test
  void exportedSignatures_nameNoTypeOfOnnxRuntime() {
    codeUnits()
        .that(areCallableFromOutside())
        .should()
        .notHaveRawReturnType(resideInAPackage(ORT))
        .andShould()
        .notHaveRawParameterTypes(
            DescribedPredicate.describe(
                "of ONNX Runtime", types -> types.stream().anyMatch(resideInAPackage(ORT))))
        .andShould()
        .notDeclareThrowableOfType(resideInAPackage(ORT))
        .check(MAIN);
  }

  @Test
  void time_isReadByOneClass() {
    noClasses()
        .that(not(JavaClass.Predicates.type(SystemTicker.class)))
        .should()
        .callMethodWhere(isOneOf(Set.of("nanoTime", "currentTimeMillis"), System.class))
        .orShould()
        .callMethodWhere(isOneOf(Set.of("now"), Instant.class))
        .orShould()
        .callMethodWhere(isOneOf(Set.of("system", "systemUTC", "systemDefaultZone"), Clock.class))
        .check(MAIN);
  }

  @Test
  void nobody_sleeps() {
    noClasses().should().callMethodWhere(isOneOf(Set.of("sleep"), Thread.class)).check(MAIN);
  }

  @Test
  void module_exportsEverythingButTheInternals() {
    ModuleDescriptor module = ModuleFinder.of(mainClasses()).find(ROOT).orElseThrow().descriptor();

    assertThat(module.exports())
        .extracting(ModuleDescriptor.Exports::source)
        .contains(ROOT, "dev.hearth.spi", ONNX)
        .doesNotContain("dev.hearth.internal")
        .isSubsetOf(MAIN.stream().map(JavaClass::getPackageName).collect(toUnmodifiableSet()));
  }

  private static Path mainClasses() {
    return Path.of(MAIN.get(SystemTicker.class).getSource().orElseThrow().getUri())
        .resolve("../../..")
        .normalize();
  }

  private static DescribedPredicate<JavaCodeUnit> areCallableFromOutside() {
    return DescribedPredicate.describe(
        "are callable from outside",
        unit ->
            unit.getOwner().getModifiers().contains(JavaModifier.PUBLIC)
                && (unit.getModifiers().contains(JavaModifier.PUBLIC)
                    || unit.getModifiers().contains(JavaModifier.PROTECTED)));
  }

  private static DescribedPredicate<JavaMethodCall> isOneOf(Set<String> names, Class<?> owner) {
    return DescribedPredicate.describe(
        "is one of " + names + " of " + owner.getSimpleName(),
        call -> names.contains(call.getName()) && call.getTargetOwner().isAssignableTo(owner));
  }

  private static void assertKnownOnlyTo(String home, String library) {
    noClasses()
        .that(resideInAPackage("dev.hearth..").and(not(resideInAPackage(home))))
        .should()
        .dependOnClassesThat(resideInAPackage(library))
        .check(MAIN);
  }

  private static Stream<String> packagesKnownTo(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .map(Dependency::getTargetClass)
        .filter(resideInAPackage("dev.hearth.."))
        .map(ArchitectureTest::packageOf)
        .filter(name -> !name.equals(packageOf(type)));
  }

  private static String packageOf(JavaClass type) {
    String name = type.getPackageName();
    return name.equals(ROOT) ? name : name.substring(ROOT.length() + 1);
  }
}
