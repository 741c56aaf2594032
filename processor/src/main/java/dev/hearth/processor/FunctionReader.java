package dev.hearth.processor;

import dev.hearth.processor.FunctionFacts.Argument;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Reads an annotated class. Reports all that is wrong with it before it gives up. */
final class FunctionReader {

  /** Short enough for every platform, with room for what stands after it. */
  private static final Pattern NAME = Pattern.compile("[a-z]([a-z0-9-]{0,48}[a-z0-9])?");

  private final ClassPath classPath;
  private final Problems problems;
  private final TypeElement type;
  private final Mark mark;
  private final String packageName;

  FunctionReader(ClassPath classPath, Problems problems, TypeElement type, Mark mark) {
    this.classPath = classPath;
    this.problems = problems;
    this.type = type;
    this.mark = mark;
    this.packageName = classPath.elements().getPackageOf(type).getQualifiedName().toString();
  }

  /** Returns the class's facts, or empty if something is wrong, which has been reported. */
  Optional<FunctionFacts> read() {
    if (!isPlainClass()) {
      return Optional.empty();
    }
    checkName();
    Set<String> triggers = triggers();
    Optional<TypeElement> provider = provider();
    List<Argument> arguments = new ConstructorReader(classPath, problems, type).read();
    List<InferFacts> methods = new InferReader(classPath, problems, type).read();
    Map<String, String> expects = expects(modelsOf(arguments, methods));
    if (!problems.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new FunctionFacts(
            type,
            packageName,
            prefix(type),
            mark.text("value"),
            triggers,
            mark.flag("warmup"),
            provider,
            mark.constant("unknownFields").equals("REJECT"),
            arguments,
            methods,
            expects,
            classPath.isA(type, Names.NEEDS)));
  }

  /** Returns what the names of the written classes begin with: {@code OuterInner}. */
  private static String prefix(TypeElement type) {
    return type.getEnclosingElement() instanceof TypeElement outer
        ? prefix(outer) + type.getSimpleName()
        : type.getSimpleName().toString();
  }

  private boolean isPlainClass() {
    if (type.getKind() != ElementKind.CLASS) {
      report(Code.NOT_A_CLASS, kind(), "a class", "annotate a class");
      return false;
    }
    if (type.getModifiers().contains(Modifier.ABSTRACT)) {
      report(Code.ABSTRACT_CLASS, "abstract", "a class that can be made", "annotate a subclass");
    }
    if (!type.getTypeParameters().isEmpty()) {
      report(
          Code.GENERIC_CLASS,
          "type parameters " + type.getTypeParameters(),
          "a class without type parameters",
          "remove them, or annotate a subclass that gives arguments");
    }
    if (type.getNestingKind() == NestingKind.MEMBER
        && !type.getModifiers().contains(Modifier.STATIC)) {
      report(Code.INNER_CLASS, "an inner class", "top level or static", "make it static");
    }
    if (!classPath.isAccessible(type, packageName)) {
      report(
          Code.PRIVATE_CLASS,
          "private",
          "a class that its package can use",
          "remove 'private' from it and from the classes around it");
      return false;
    }
    return true;
  }

  private String kind() {
    return switch (type.getKind()) {
      case RECORD -> "a record";
      case ENUM -> "an enum";
      case ANNOTATION_TYPE -> "an annotation";
      default -> "an interface";
    };
  }

  private void checkName() {
    String name = mark.text("value");
    if (name.isBlank()) {
      report(Code.NO_NAME, "no name", "@InferenceFunction(\"a-name\")", "name the function");
    } else if (!NAME.matcher(name).matches()) {
      problems.report(
          Code.BAD_NAME,
          type,
          mark,
          "name of the function",
          "'" + name + "'",
          "lower-case letters, digits and hyphens, a letter first and no hyphen last, at most 50"
              + " characters",
          "rename it");
    }
  }

  private Set<String> triggers() {
    Set<String> triggers = new LinkedHashSet<>(mark.constants("on"));
    if (triggers.isEmpty()) {
      report(Code.NO_TRIGGER, "on = {}", "at least one trigger", "leave 'on' out for HTTP");
    }
    return triggers;
  }

  private Optional<TypeElement> provider() {
    Optional<TypeMirror> named = mark.type("models");
    if (named.isEmpty() || named.get().getKind() != TypeKind.DECLARED) {
      problems.unfinished();
      return Optional.empty();
    }
    TypeElement provider = ClassPath.elementOf(named.get());
    if (!provider.getQualifiedName().contentEquals(Names.MODEL_PROVIDER)) {
      checkProvider(provider);
      return Optional.of(provider);
    }
    if (!classPath.has(Names.ENVIRONMENT_CACHE)) {
      report(
          Code.NO_MODEL_SOURCE,
          "no source of models",
          "hearth-cache on the class path, or 'models' in @InferenceFunction",
          "add the dependency dev.hearth:hearth-cache");
    }
    return Optional.empty();
  }

  private void checkProvider(TypeElement provider) {
    String obstacle = Access.obstacle(classPath, provider, packageName);
    if (!obstacle.isEmpty()) {
      problems.report(
          Code.BAD_MODEL_PROVIDER,
          type,
          mark,
          "models = " + provider.getQualifiedName(),
          obstacle,
          "a class that its package can make with 'new'",
          "give it a constructor without parameters");
    }
  }

  private static Set<String> modelsOf(List<Argument> arguments, List<InferFacts> methods) {
    Set<String> models = new LinkedHashSet<>();
    for (Argument argument : arguments) {
      if (argument instanceof Argument.OfModel named) {
        models.add(named.model());
      }
    }
    methods.forEach(method -> models.addAll(method.models()));
    return models;
  }

  /** Reads the fields that hold signatures. */
  private Map<String, String> expects(Set<String> models) {
    Map<String, String> expects = new LinkedHashMap<>();
    boolean knowsModels = problems.isEmpty();
    for (VariableElement field : ElementFilter.fieldsIn(type.getEnclosedElements())) {
      Optional<Mark> expected = Mark.of(classPath.elements(), field, Names.EXPECTS);
      if (expected.isEmpty()) {
        continue;
      }
      checkField(field);
      String model = expected.get().text("value");
      if (knowsModels && !models.contains(model)) {
        problems.report(
            Code.UNKNOWN_MODEL,
            field,
            expected.get(),
            "@Expects",
            "'" + model + "'",
            "one of " + String.join(", ", models),
            "name a model that the class uses");
      }
      if (expects.put(model, field.getSimpleName().toString()) != null) {
        problems.report(
            Code.TWO_EXPECTS,
            field,
            expected.get(),
            "@Expects",
            "'" + model + "' again",
            "one signature for each model",
            "remove one");
      }
    }
    return expects;
  }

  private void checkField(VariableElement field) {
    String what = "field " + field.getSimpleName();
    if (field.asType().getKind() == TypeKind.ERROR) {
      problems.unfinished();
    } else if (!ClassPath.nameOf(field.asType()).equals(Names.SIGNATURE)) {
      problems.report(
          Code.EXPECTS_NOT_SIGNATURE,
          field,
          what,
          "a " + field.asType(),
          "a " + Names.SIGNATURE,
          "build one with Signature.builder()");
    }
    if (!field.getModifiers().contains(Modifier.STATIC)) {
      problems.report(
          Code.EXPECTS_NOT_STATIC, field, what, "not static", "static", "make it a constant");
    }
    if (field.getModifiers().contains(Modifier.PRIVATE)) {
      problems.report(
          Code.PRIVATE_FIELD,
          field,
          what,
          "private",
          "a field that its package can read",
          "remove 'private'");
    }
  }

  private void report(Code code, String found, String expected, String remedy) {
    problems.report(code, type, mark, describe(type), found, expected, remedy);
  }

  static String describe(Element type) {
    return "class " + type.getSimpleName();
  }
}
