package dev.hearth.processor;

import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Refuses checked exceptions, for which the written code has no catcher. */
final class Checked {

  private Checked() {}

  static void refuse(Problems problems, ExecutableElement executable, String what) {
    for (TypeMirror thrown : executable.getThrownTypes()) {
      if (thrown.getKind() == TypeKind.ERROR) {
        problems.unfinished();
      } else if (!isUnchecked(thrown)) {
        problems.report(
            Code.CHECKED_EXCEPTION,
            executable,
            what,
            "throws " + thrown,
            "no checked exception",
            "catch it and throw an InferenceException that tells what it means");
      }
    }
  }

  private static boolean isUnchecked(TypeMirror thrown) {
    TypeMirror type = thrown;
    while (type instanceof DeclaredType declared && type.getKind() == TypeKind.DECLARED) {
      String name = ClassPath.nameOf(declared);
      if (name.equals("java.lang.RuntimeException") || name.equals("java.lang.Error")) {
        return true;
      }
      type = ((TypeElement) declared.asElement()).getSuperclass();
    }
    return false;
  }
}
