package dev.hearth.processor;

import java.util.Optional;
import java.util.regex.Pattern;
import javax.lang.model.element.Element;
import javax.lang.model.element.VariableElement;

/** Checks the names that code gives to models. */
final class ModelNames {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,99}");

  private ModelNames() {}

  /** Returns the name of a parameter's model, or empty if it has no good one, which is reported. */
  static Optional<String> of(Problems problems, VariableElement parameter, Optional<Mark> mark) {
    if (mark.isEmpty()) {
      problems.report(
          Code.UNNAMED_MODEL,
          parameter,
          "parameter " + parameter.getSimpleName(),
          "a model without a name",
          "@ModelName(\"name\")",
          "name the model");
      return Optional.empty();
    }
    return checked(problems, parameter, mark.get(), mark.get().text("value"));
  }

  static Optional<String> checked(Problems problems, Element where, Mark mark, String name) {
    if (NAME.matcher(name).matches()) {
      return Optional.of(name);
    }
    problems.report(
        Code.BAD_MODEL_NAME,
        where,
        mark,
        "name of a model",
        "'" + name + "'",
        "lower-case letters, digits, '.', '_' and '-', beginning with a letter or digit",
        name.indexOf('@') > 0
            ? "set the version in the environment, as HEARTH_MODEL_<NAME>"
            : "rename it");
    return Optional.empty();
  }
}
