package dev.hearth.processor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/**
 * One of Hearth's annotations as it stands in a source. A value that the compiler could not make
 * sense of reads as if it were absent; the compiler reports it.
 *
 * @param mirror the annotation
 * @param values its values by name, with defaults
 */
record Mark(AnnotationMirror mirror, Map<String, Object> values) {

  static Optional<Mark> of(Elements elements, Element element, String annotation) {
    for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
      TypeElement type = (TypeElement) mirror.getAnnotationType().asElement();
      if (type.getQualifiedName().contentEquals(annotation)) {
        return Optional.of(of(elements, mirror));
      }
    }
    return Optional.empty();
  }

  private static Mark of(Elements elements, AnnotationMirror mirror) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> entry :
        elements.getElementValuesWithDefaults(mirror).entrySet()) {
      values.put(entry.getKey().getSimpleName().toString(), entry.getValue().getValue());
    }
    return new Mark(mirror, values);
  }

  String text(String name) {
    return values.get(name) instanceof String text ? text : "";
  }

  int number(String name) {
    return values.get(name) instanceof Integer number ? number : 1;
  }

  boolean flag(String name) {
    return Boolean.TRUE.equals(values.get(name));
  }

  Optional<TypeMirror> type(String name) {
    return values.get(name) instanceof TypeMirror type ? Optional.of(type) : Optional.empty();
  }

  Optional<Mark> mark(Elements elements, String name) {
    return values.get(name) instanceof AnnotationMirror inner
        ? Optional.of(of(elements, inner))
        : Optional.empty();
  }

  /** Returns the name of a constant of an enum. */
  String constant(String name) {
    return values.get(name) instanceof VariableElement constant
        ? constant.getSimpleName().toString()
        : "";
  }

  /** Returns the names of an array of constants of an enum. */
  List<String> constants(String name) {
    List<String> names = new ArrayList<>();
    if (values.get(name) instanceof List<?> list) {
      for (Object each : list) {
        if (each instanceof AnnotationValue value
            && value.getValue() instanceof VariableElement constant) {
          names.add(constant.getSimpleName().toString());
        }
      }
    }
    return names;
  }

  /** Tells whether a value is written out, not a default. */
  boolean has(String name) {
    return mirror.getElementValues().keySet().stream()
        .anyMatch(method -> method.getSimpleName().contentEquals(name));
  }
}
