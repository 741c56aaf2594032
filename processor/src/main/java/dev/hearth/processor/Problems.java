package dev.hearth.processor;

import java.util.ArrayList;
import java.util.List;
import javax.annotation.processing.Messager;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is wrong with one class, so that all of it is reported at once, or none of it if
 * the class cannot be judged yet because a type it names is not there.
 */
final class Problems {

  private record Report(Element element, @Nullable Mark mark, String text) {}

  private final List<Report> reports = new ArrayList<>();
  private boolean unfinished;

  /** Reports on an element; the message has what is named, the offending value and a remedy. */
  void report(
      Code code, Element element, String what, String found, String expected, String remedy) {
    report(code, element, null, what, found, expected, remedy);
  }

  /** Reports on an annotation of an element. */
  void report(
      Code code,
      Element element,
      @Nullable Mark mark,
      String what,
      String found,
      String expected,
      String remedy) {
    String text = code + " " + what + ": " + found + " (expected: " + expected + "); " + remedy;
    reports.add(new Report(element, mark, text));
  }

  /** Notes that the compiler does not know a type; it may yet be generated. */
  void unfinished() {
    unfinished = true;
  }

  boolean isUnfinished() {
    return unfinished;
  }

  boolean isEmpty() {
    return reports.isEmpty() && !unfinished;
  }

  void show(Messager messager) {
    for (Report report : reports) {
      if (report.mark() == null) {
        messager.printMessage(Diagnostic.Kind.ERROR, report.text(), report.element());
      } else {
        messager.printMessage(
            Diagnostic.Kind.ERROR, report.text(), report.element(), report.mark().mirror());
      }
    }
  }
}
