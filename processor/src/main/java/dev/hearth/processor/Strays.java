package dev.hearth.processor;

import java.util.Objects;
import javax.annotation.processing.Messager;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/** Reports annotations that stand where nobody reads them. */
final class Strays {

  private Strays() {}

  static void report(
      Elements elements, Messager messager, TypeElement annotation, RoundEnvironment round) {
    Problems problems = new Problems();
    for (Element element : round.getElementsAnnotatedWith(annotation)) {
      if (!isRead(elements, element)) {
        problems.report(
            Code.OUTSIDE_FUNCTION,
            element,
            "@" + annotation.getSimpleName() + " on " + element.getSimpleName(),
            "read by nobody here",
            element.getKind() == ElementKind.PARAMETER
                ? "a parameter of a function's constructor or of a method with @Infer"
                : "a member of a class with @InferenceFunction",
            "remove it, or annotate the class or method around it");
      }
    }
    problems.show(messager);
  }

  private static boolean isRead(Elements elements, Element element) {
    Element member = element.getKind() == ElementKind.PARAMETER ? around(element) : element;
    boolean inFunction = Mark.of(elements, around(member), Names.INFERENCE_FUNCTION).isPresent();
    return inFunction
        && (member.getKind() != ElementKind.METHOD
            || Mark.of(elements, member, Names.INFER).isPresent());
  }

  /** Parameters and members stand in something. */
  private static Element around(Element element) {
    return Objects.requireNonNull(element.getEnclosingElement(), "what an element stands in");
  }
}
