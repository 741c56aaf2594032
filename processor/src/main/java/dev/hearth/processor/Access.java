package dev.hearth.processor;

import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** From where an element can be used. */
enum Access {
  EVERYWHERE,
  ITS_PACKAGE,
  ITS_CLASS;

  static Access of(Element element) {
    Set<Modifier> modifiers = element.getModifiers();
    if (modifiers.contains(Modifier.PUBLIC)) {
      return EVERYWHERE;
    }
    return modifiers.contains(Modifier.PRIVATE) ? ITS_CLASS : ITS_PACKAGE;
  }

  boolean allows(boolean near) {
    return this == EVERYWHERE || (near && this == ITS_PACKAGE);
  }

  /** Tells why {@code new X()} is not possible in a package, or nothing if it is. */
  static String obstacle(ClassPath classPath, TypeElement type, String from) {
    boolean near = classPath.elements().getPackageOf(type).getQualifiedName().contentEquals(from);
    if (type.getModifiers().contains(Modifier.ABSTRACT)) {
      return "abstract";
    }
    if (type.getNestingKind().isNested() && !type.getModifiers().contains(Modifier.STATIC)) {
      return "an inner class";
    }
    if (!classPath.isAccessible(type, from)) {
      return "not accessible";
    }
    List<ExecutableElement> constructors = ElementFilter.constructorsIn(type.getEnclosedElements());
    return constructors.stream()
            .anyMatch(each -> each.getParameters().isEmpty() && of(each).allows(near))
        ? ""
        : "without an accessible constructor that has no parameters";
  }
}
