package dev.hearth.processor;

import dev.hearth.processor.FunctionFacts.Argument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;

/** Reads what a function's constructor wants. */
final class ConstructorReader {

  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final String INJECTED =
      "LazyModel with @ModelName, a value with @Setting, ModelSource or Environment";

  private final ClassPath classPath;
  private final Problems problems;
  private final TypeElement type;

  ConstructorReader(ClassPath classPath, Problems problems, TypeElement type) {
    this.classPath = classPath;
    this.problems = problems;
    this.type = type;
  }

  List<Argument> read() {
    List<ExecutableElement> usable =
        ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
            .filter(each -> !each.getModifiers().contains(Modifier.PRIVATE))
            .toList();
    if (usable.isEmpty()) {
      problems.report(
          Code.PRIVATE_CONSTRUCTOR,
          type,
          FunctionReader.describe(type),
          "private constructors only",
          "one constructor that is not private",
          "remove 'private' from the one to use");
      return List.of();
    }
    if (usable.size() > 1) {
      problems.report(
          Code.MANY_CONSTRUCTORS,
          usable.get(1),
          FunctionReader.describe(type),
          usable.size() + " constructors",
          "one constructor that is not private",
          "make the others private");
      return List.of();
    }
    return arguments(usable.get(0));
  }

  private List<Argument> arguments(ExecutableElement constructor) {
    Checked.refuse(problems, constructor, "the constructor");
    List<Argument> arguments = new ArrayList<>();
    for (VariableElement parameter : constructor.getParameters()) {
      argument(parameter).ifPresent(arguments::add);
    }
    return arguments;
  }

  private Optional<Argument> argument(VariableElement parameter) {
    if (parameter.asType().getKind() == TypeKind.ERROR) {
      problems.unfinished();
      return Optional.empty();
    }
    Optional<Mark> model = Mark.of(classPath.elements(), parameter, Names.MODEL_NAME);
    Optional<Mark> setting = Mark.of(classPath.elements(), parameter, Names.SETTING);
    String typeName = ClassPath.nameOf(parameter.asType());
    if (typeName.equals(Names.LAZY_MODEL) && setting.isEmpty()) {
      return ModelNames.of(problems, parameter, model).map(Argument.OfModel::new);
    }
    if (setting.isPresent() && model.isEmpty()) {
      return setting(parameter, setting.get(), typeName);
    }
    if (model.isEmpty() && setting.isEmpty()) {
      if (typeName.equals(Names.MODEL_SOURCE)) {
        return Optional.of(new Argument.OfSource());
      }
      if (typeName.equals(Names.ENVIRONMENT)) {
        return Optional.of(new Argument.OfEnvironment());
      }
    }
    problems.report(
        Code.BAD_PARAMETER,
        parameter,
        "parameter " + parameter.getSimpleName() + " of the constructor",
        parameter.asType()
            + (model.isPresent() ? " with @ModelName" : "")
            + (setting.isPresent() ? " with @Setting" : ""),
        INJECTED,
        "make what else it needs in the constructor");
    return Optional.empty();
  }

  private Optional<Argument> setting(VariableElement parameter, Mark mark, String typeName) {
    String variable = mark.text("value");
    String what = "setting " + (variable.isBlank() ? parameter.getSimpleName() : variable);
    if (!VARIABLE.matcher(variable).matches()) {
      problems.report(
          Code.BAD_SETTING,
          parameter,
          mark,
          "setting " + parameter.getSimpleName(),
          "'" + variable + "'",
          "letters, digits and underscores, no digit first",
          "name an environment variable");
    }
    Optional<SettingType> found = SettingType.of(typeName);
    if (found.isEmpty()) {
      problems.report(
          Code.SETTING_TYPE,
          parameter,
          what,
          parameter.asType().toString(),
          "String, int, long, double, boolean, Duration, Path or URI",
          "take one of those, or an Environment");
      return Optional.empty();
    }
    Optional<String> fallback =
        mark.has("fallback") ? Optional.of(mark.text("fallback")) : Optional.empty();
    if (fallback.isPresent() && !found.get().accepts(fallback.get())) {
      problems.report(
          Code.FALLBACK_VALUE,
          parameter,
          mark,
          "fallback of " + what,
          "'" + fallback.get() + "'",
          found.get().expected(),
          "correct it, or leave it out to have the variable required");
    }
    String name = parameter.getSimpleName().toString();
    return Optional.of(new Argument.OfSetting(name, variable, found.get(), fallback));
  }
}
