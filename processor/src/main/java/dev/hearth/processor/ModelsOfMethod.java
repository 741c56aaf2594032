package dev.hearth.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;

/** Finds the names of a method's models. */
final class ModelsOfMethod {

  private final ClassPath classPath;
  private final Problems problems;
  private final ExecutableElement method;
  private final Mark mark;

  ModelsOfMethod(ClassPath classPath, Problems problems, ExecutableElement method, Mark mark) {
    this.classPath = classPath;
    this.problems = problems;
    this.method = method;
    this.mark = mark;
  }

  List<String> read(List<VariableElement> parameters) {
    String only = mark.text("model");
    if (parameters.isEmpty()) {
      report(
          Code.NO_MODEL,
          "no parameter of type Model",
          "at least one",
          "add the parameter, and name its model in @Infer");
      return List.of();
    }
    if (only.isEmpty()) {
      return each(parameters);
    }
    if (parameters.size() > 1) {
      report(
          Code.TWO_MODELS,
          "model = \"" + only + "\" and " + parameters.size() + " parameters of type Model",
          "one of them, or @ModelName on each",
          "take 'model' out of @Infer and name them at the parameters");
      return List.of();
    }
    Optional<Mark> named = nameOf(parameters.get(0));
    if (named.isPresent()) {
      report(
          Code.MODEL_NAMED_TWICE,
          "model = \"" + only + "\" and @ModelName(\"" + named.get().text("value") + "\")",
          "one name",
          "remove one of them");
    }
    return ModelNames.checked(problems, method, mark, only).map(List::of).orElse(List.of());
  }

  private List<String> each(List<VariableElement> parameters) {
    List<String> names = new ArrayList<>();
    for (VariableElement parameter : parameters) {
      Optional<String> name = ModelNames.of(problems, parameter, nameOf(parameter));
      if (name.isPresent() && names.contains(name.get())) {
        report(
            Code.MODEL_NAMED_TWICE,
            "two parameters with @ModelName(\"" + name.get() + "\")",
            "another model for each",
            "use one parameter for both");
      }
      name.ifPresent(names::add);
    }
    return names;
  }

  private Optional<Mark> nameOf(VariableElement parameter) {
    return Mark.of(classPath.elements(), parameter, Names.MODEL_NAME);
  }

  private void report(Code code, String found, String expected, String remedy) {
    problems.report(code, method, mark, InferReader.describe(method), found, expected, remedy);
  }
}
